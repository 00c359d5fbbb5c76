import { css, html, LitElement } from 'lit';
import { millis, sentence } from '../lib/format.ts';
import type { RunView } from '../lib/run.ts';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';
import './hg-answer.ts';
import './hg-approval.ts';
import './hg-choices.ts';
import './hg-plan.ts';

/** One turn: what the user said, what the agent did, how it ended. */
class Run extends LitElement {
  static override properties = { run: {}, last: {} };
  declare run: RunView;
  declare last: boolean;
  private readonly watch = new Watch(this);

  static override styles = [
    shared,
    css`
      :host { margin-bottom: 16px; }
      .user { margin: 0 0 8px 28px; padding: 7px 10px; background: var(--raised); border: 1px solid var(--line); border-radius: 10px 10px 2px 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
      .status { color: var(--muted); min-height: 20px; }
      .warnings { margin: 6px 0; padding: 5px 9px; background: var(--warn-dim); border-left: 3px solid var(--warn); border-radius: 3px; font-size: 12px; }
      .warnings li { display: flex; gap: 8px; padding: 1px 0; }
      .warnings b { color: var(--warn); }
      .bad { margin: 6px 0; padding: 7px 9px; background: var(--bad-dim); border-left: 3px solid var(--bad); border-radius: 3px; }
      .bad p + p { color: var(--muted); }
      .draft { color: var(--muted); font-style: italic; white-space: pre-wrap; }
      footer { display: flex; gap: 8px; align-items: center; margin-top: 5px; color: var(--muted); font-size: 12px; }
      footer button { min-height: 22px; padding: 0 6px; font-size: 12px; }
    `,
  ];

  override render() {
    const { run } = this;
    return html`
      <p class="user"><span class="sr">You: </span>${run.text}</p>
      ${run.steps.length ? html`<hg-plan .run=${run}></hg-plan>` : ''}
      ${run.rejected.length && !run.end ? html`<p class="status">The plan did not pass its check; looking for another.</p>` : ''}
      ${run.approval ? html`<hg-approval .run=${run}></hg-approval>` : ''}
      ${run.notes.length ? html`<ul class="warnings" role="alert">
        ${run.notes.map((note) => html`<li><b aria-hidden="true">!</b><span><span class="sr">Warning: </span>${sentence(note.message)}</span></li>`)}
      </ul>` : ''}
      ${run.draft ? html`<p class="draft">${run.draft}</p>` : ''}
      <div aria-live="polite">${run.end ? this.end(run) : this.status(run)}</div>
      ${run.end && run.endedAt ? this.footer(run, run.endedAt) : ''}
    `;
  }

  private status(run: RunView) {
    const text = run.past ? 'Loading…'
      : !run.connected ? 'The connection dropped; reconnecting…'
      : run.queue ? `Waiting: ${run.queue} before this one.`
      : run.approval ? 'Waiting for your decision.'
      : run.steps.length === 0 ? 'Planning…'
      : run.steps.some((s) => s.state === 'running') ? 'Working…' : 'Thinking…';
    return html`<p class="status">${text}</p>`;
  }

  private end(run: RunView) {
    switch (run.end?.type) {
      case 'answer':
        return html`<hg-answer .answer=${run.end.answer}></hg-answer>`;
      case 'clarification_asked':
        return html`<hg-choices .text=${run.end.question.text} .choices=${run.end.question.choices} .enabled=${this.last}></hg-choices>`;
      case 'refused':
        return html`<hg-choices .text=${run.end.refusal.reason} refusal .enabled=${this.last}
          .choices=${run.end.refusal.alternatives.map((a) => ({ value: a, label: a }))}></hg-choices>`;
      case 'cancelled':
        return html`<p class="status">Stopped${run.end.by === 'user' ? '' : ` by ${run.end.by}`}.</p>`;
      case 'failed':
        return html`<div class="bad"><p>${sentence(run.end.failure.cause)}</p><p>${sentence(run.end.failure.fix)}</p></div>`;
      default:
        return '';
    }
  }

  private footer(run: RunView, endedAt: number) {
    const again = run.end?.type === 'failed' || run.end?.type === 'cancelled';
    return html`<footer>
      <span>${millis(endedAt - run.startedAt)}${run.agent ? ` · ${run.agent}` : ''}</span>
      ${this.last && again ? html`<button @click=${() => session.ask(run.text)}>Ask again</button>` : ''}
      ${run.end?.type === 'answer' ? html`<button class="quiet" @click=${this.copy}>Copy</button>` : ''}
    </footer>`;
  }

  private readonly copy = () => {
    if (this.run.end?.type === 'answer') void navigator.clipboard.writeText(this.run.end.answer.text);
  };
}
customElements.define('hg-run', Run);
