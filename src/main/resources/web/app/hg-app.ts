import { css, html, LitElement } from 'lit';
import { session, Watch } from './lib/session.ts';
import { shared } from './lib/shared.css.ts';
import './hg-notice.ts';
import './studies/hg-studies.ts';
import './viewer/hg-viewer.ts';
import './chat/hg-chat.ts';

/** The reading room: studies, viewer, conversation. */
class App extends LitElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; grid-template: 36px minmax(0, 1fr) / 232px minmax(0, 1fr) minmax(340px, 400px); height: 100%; }
      header { grid-column: 1 / -1; display: flex; align-items: center; gap: 10px; padding: 0 12px; border-bottom: 1px solid var(--line); background: var(--panel); }
      header img { width: 20px; height: 20px; }
      h1 { font-size: 14px; margin: 0; letter-spacing: .02em; }
      .research { margin-left: auto; color: var(--warn); }
      hg-studies { border-right: 1px solid var(--line); background: var(--panel); min-height: 0; }
      hg-chat { border-left: 1px solid var(--line); background: var(--panel); min-height: 0; }
      hg-viewer { min-width: 0; min-height: 0; }
      @media (max-width: 1000px) { :host { grid-template-columns: 190px minmax(0, 1fr) 320px; } }
    `,
  ];
  private readonly watch = new Watch(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void session.start();
    window.addEventListener('keydown', this.onKey);
    // A file dropped beside the drop zone must not make the browser leave the page.
    for (const type of ['dragover', 'drop']) window.addEventListener(type, (e) => e.preventDefault());
  }

  private readonly onKey = (e: KeyboardEvent) => {
    if (e.key === 'Escape' && session.running) void session.stop();
  };

  override render() {
    return html`
      <header>
        <img src="/static/heliograph.svg" alt="">
        <h1>Heliograph</h1>
        <span class="research" role="note">Research use only. Not a medical device.</span>
      </header>
      <hg-studies aria-label="Studies" role="region"></hg-studies>
      <hg-viewer aria-label="Images" role="region"></hg-viewer>
      <hg-chat aria-label="Conversation" role="region"></hg-chat>
      ${session.error ? html`<hg-notice .cause=${session.error.cause} .fix=${session.error.fix} @dismiss=${() => session.dismiss()}></hg-notice>` : ''}
    `;
  }
}
customElements.define('hg-app', App);
