import { css, html, LitElement } from 'lit';
import { shared } from './lib/shared.css.ts';

/** An error over the page: its cause and its fix. Emits `dismiss`. */
class Notice extends LitElement {
  static override properties = { cause: {}, fix: {} };
  declare cause: string;
  declare fix: string;

  static override styles = [
    shared,
    css`
      :host { position: fixed; left: 50%; bottom: 18px; transform: translateX(-50%); max-width: 560px; z-index: 10; }
      div { display: flex; gap: 12px; align-items: start; padding: 10px 12px; background: var(--bad-dim); border: 1px solid var(--bad); border-radius: var(--radius); }
      p + p { color: var(--muted); }
    `,
  ];

  override render() {
    return html`<div role="alert">
      <section><p>${this.cause}</p><p>${this.fix}</p></section>
      <button @click=${() => this.dispatchEvent(new Event('dismiss'))}>Close</button>
    </div>`;
  }
}
customElements.define('hg-notice', Notice);
