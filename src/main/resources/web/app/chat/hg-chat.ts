import { css, html, LitElement, type PropertyValues } from 'lit';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';
import './hg-composer.ts';
import './hg-history.ts';
import './hg-run.ts';
import './hg-suggestions.ts';

/** The right column: what was said and done, and the place to ask. */
class Chat extends LitElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr); }
      .log { overflow-y: auto; padding: 10px 12px; scrollbar-gutter: stable; }
      .intro { color: var(--muted); margin-bottom: 10px; }
    `,
  ];
  private readonly watch = new Watch(this);

  private get log(): HTMLElement | null {
    return this.renderRoot.querySelector('.log');
  }

  override update(changed: PropertyValues): void {
    const log = this.log;
    // Follow what is new only if the reader is at the end, not while they read something above.
    const atEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    super.update(changed);
    if (atEnd) requestAnimationFrame(() => this.log?.scrollTo({ top: this.log.scrollHeight }));
  }

  override render() {
    return html`
      <hg-history></hg-history>
      <div class="log">
        ${session.study && session.runs.length === 0
          ? html`<p class="intro">Ask about ${session.study.name}. Every number in an answer opens the voxels it came from.</p>`
          : ''}
        ${session.study ? '' : html`<p class="intro">Choose a study to ask about it.</p>`}
        ${session.runs.map((run, i) => html`<hg-run .run=${run} .last=${i === session.runs.length - 1}></hg-run>`)}
        ${session.study && session.runs.length === 0 ? html`<hg-suggestions></hg-suggestions>` : ''}
      </div>
      <hg-composer></hg-composer>
    `;
  }
}
customElements.define('hg-chat', Chat);
