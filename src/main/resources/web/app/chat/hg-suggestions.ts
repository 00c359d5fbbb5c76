import { css, html, LitElement } from 'lit';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';
import { suggest } from '../lib/suggest.ts';

/** Questions that fit the study, from the registered tools' own examples. */
class Suggestions extends LitElement {
  static override styles = [
    shared,
    css`
      ul { display: grid; gap: 6px; margin-top: 6px; }
      button { width: 100%; text-align: left; padding: 6px 10px; }
    `,
  ];
  private readonly watch = new Watch(this);

  override render() {
    const questions = session.study ? suggest(session.study, session.tools) : [];
    if (questions.length === 0) return '';
    return html`<h2>You could ask</h2>
      <ul>${questions.map((q) => html`<li><button @click=${() => session.ask(q)}>${q}</button></li>`)}</ul>`;
  }
}
customElements.define('hg-suggestions', Suggestions);
