import { css } from 'lit';

/** What every component's style starts with; colours and sizes are variables of `styles.css`. */
export const shared = css`
  :host { display: block; box-sizing: border-box; }
  *, *::before, *::after { box-sizing: inherit; }
  [hidden] { display: none !important; }
  button, input, select, textarea { font: inherit; color: inherit; }
  button {
    background: var(--raised); border: 1px solid var(--line); border-radius: var(--radius); padding: 3px 9px;
    min-height: 26px; cursor: pointer;
  }
  button:hover:not(:disabled) { background: var(--hover); border-color: var(--line-strong); }
  button:disabled { opacity: .5; cursor: default; }
  button[aria-pressed='true'] { background: var(--accent-dim); border-color: var(--accent); color: var(--accent-text); }
  button.primary { background: var(--accent); border-color: var(--accent); color: #14110a; font-weight: 600; }
  button.primary:hover:not(:disabled) { background: var(--accent-text); }
  button.quiet { background: none; border-color: transparent; color: var(--muted); }
  button.quiet:hover:not(:disabled) { color: var(--text); background: var(--hover); }
  button.danger { color: var(--bad); border-color: var(--bad); background: none; }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
  h2, h3, p, ul, ol { margin: 0; padding: 0; }
  h2 { font-size: 12px; font-weight: 600; letter-spacing: .04em; color: var(--muted); }
  ul, ol { list-style: none; }
  .muted { color: var(--muted); }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
