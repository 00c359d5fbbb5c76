import './styles.css';
import './hg-app.ts';
