import { css, html, LitElement } from 'lit';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';

/** Where the user types. Enter sends, Shift+Enter breaks the line, Escape stops the run. */
class Composer extends LitElement {
  static override properties = { text: { state: true } };
  declare text: string;
  private readonly watch = new Watch(this);

  static override styles = [
    shared,
    css`
      :host { padding: 8px 12px 10px; border-top: 1px solid var(--line); }
      form { display: grid; grid-template-columns: 1fr 68px; gap: 8px; align-items: end; }
      textarea { width: 100%; height: 54px; resize: none; padding: 7px 9px; background: var(--bg); border: 1px solid var(--line-strong); border-radius: var(--radius); }
      textarea::placeholder { color: var(--muted); }
      button { height: 54px; width: 68px; }
    `,
  ];

  constructor() {
    super();
    this.text = '';
  }

  private readonly send = (e: Event) => {
    e.preventDefault();
    const text = this.text.trim();
    if (!text || session.running || !session.study) return;
    this.text = '';
    void session.ask(text).then((sent) => {
      if (!sent && !this.text) this.text = text;
    });
  };

  override render() {
    const running = session.running !== null;
    return html`<form @submit=${this.send}>
      <textarea aria-label="Your question" maxlength="4000" ?disabled=${!session.study} .value=${this.text}
        placeholder=${session.study ? 'Ask about this study' : 'Choose a study first'}
        @input=${(e: Event) => (this.text = (e.target as HTMLTextAreaElement).value)}
        @keydown=${(e: KeyboardEvent) => e.key === 'Enter' && !e.shiftKey && !e.isComposing && this.send(e)}></textarea>
      ${running
        ? html`<button type="button" class="danger" title="Stop (Esc)" @click=${() => session.stop()}>Stop</button>`
        : html`<button class="primary" ?disabled=${!session.study || !this.text.trim()}>Ask</button>`}
    </form>`;
  }
}
customElements.define('hg-composer', Composer);
