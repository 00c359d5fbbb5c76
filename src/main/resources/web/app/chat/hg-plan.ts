import { css, html, LitElement } from 'lit';
import { millis, words } from '../lib/format.ts';
import type { RunView, StepView } from '../lib/run.ts';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';

const MARKS: Record<StepView['state'], string> = {
  waiting: '○', running: '◐', done: '●', incomplete: '◑', rejected: '✕', failed: '✕', cancelled: '■', skipped: '–',
};

/** The plan: each step with its tool, state, progress and time; steps that need no other's output stand side by side in time. */
class Plan extends LitElement {
  static override properties = { run: {}, open: { state: true } };
  declare run: RunView;
  /** null until the reader folds or unfolds it. */
  declare open: boolean | null;
  private readonly watch = new Watch(this);
  private clock = 0;

  static override styles = [
    shared,
    css`
      :host { margin-bottom: 8px; border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
      .head { display: flex; justify-content: space-between; width: 100%; border: 0; border-radius: 0; background: none; color: var(--muted); font-size: 12px; }
      li { position: relative; display: grid; grid-template-columns: 16px 1fr auto; gap: 0 7px; padding: 5px 9px; border-top: 1px solid var(--line); }
      li[data-depth='1'] { padding-left: 25px; }
      li[data-depth='2'] { padding-left: 41px; }
      .mark { grid-row: span 2; color: var(--muted); }
      [data-state='running'] .mark { color: var(--accent); animation: breathe 1.4s ease-in-out infinite; }
      [data-state='done'] .mark { color: var(--good); }
      [data-state='incomplete'] .mark { color: var(--warn); }
      [data-state='failed'] .mark, [data-state='rejected'] .mark { color: var(--bad); }
      [data-state='skipped'], [data-state='waiting'] { color: var(--muted); }
      .time { font: 12px var(--mono); color: var(--muted); }
      .detail { grid-column: 2 / -1; font-size: 12px; color: var(--muted); min-height: 17px; overflow-wrap: anywhere; }
      .bar { position: absolute; left: 0; bottom: 0; height: 2px; width: 100%; transform-origin: left; background: var(--accent); }
      progress { position: absolute; left: 0; bottom: 0; width: 100%; height: 2px; appearance: none; border: 0; background: none; }
      progress::-webkit-progress-bar { background: none; }
      progress::-webkit-progress-value { background: var(--accent); }
      progress::-moz-progress-bar { background: var(--accent); }
      @keyframes breathe { 50% { opacity: .35; } }
    `,
  ];

  constructor() {
    super();
    this.open = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = window.setInterval(() => this.run.end || this.requestUpdate(), 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.clock);
  }

  override render() {
    const { steps, end } = this.run;
    const open = this.open ?? (end === null || end.type !== 'answer');
    const done = steps.filter((s) => s.state === 'done' || s.state === 'incomplete').length;
    return html`
      <button class="head" aria-expanded=${open} @click=${() => (this.open = !open)}>
        <span>Plan · ${steps.length === 1 ? '1 step' : `${steps.length} steps`}</span><span>${done} of ${steps.length} done ${open ? '▴' : '▾'}</span>
      </button>
      ${open ? html`<ol>${steps.map((step) => this.step(step))}</ol>` : ''}
    `;
  }

  private step(step: StepView) {
    const tool = session.tools.find((t) => t.name === step.tool);
    const time = step.millis ?? (step.state === 'running' ? Date.now() - step.startedAt : null);
    return html`<li data-state=${step.state} data-depth=${this.depth(step)} title=${`${step.id}: ${step.tool}`}>
      <span class="mark" aria-hidden="true">${MARKS[step.state]}</span>
      <span>${tool?.title ?? words(step.tool)}<span class="sr">, ${step.state}</span></span>
      <span class="time">${time === null ? '' : millis(time)}</span>
      <span class="detail">${step.message || step.why}</span>
      ${step.state === 'running' ? html`<progress max="1" .value=${step.fraction} aria-label="Progress of ${step.id}"></progress>` : ''}
    </li>`;
  }

  private depth(step: StepView, limit = 2): number {
    const parents = this.run.steps.filter((s) => step.after.includes(s.id) && s !== step);
    return limit === 0 || parents.length === 0 ? 0 : 1 + Math.max(...parents.map((p) => this.depth(p, limit - 1)));
  }
}
customElements.define('hg-plan', Plan);
