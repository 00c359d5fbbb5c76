import { css, html, LitElement } from 'lit';
import { words } from '../lib/format.ts';
import type { RunView } from '../lib/run.ts';
import { session } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';

/** A plan that waits for the user's word, because a step of it changes something. */
class Approval extends LitElement {
  static override properties = { run: {}, decided: { state: true } };
  declare run: RunView;
  declare decided: boolean;

  static override styles = [
    shared,
    css`
      section { margin: 6px 0; padding: 8px 10px; border: 1px solid var(--accent); border-radius: var(--radius); background: var(--accent-dim); }
      ul { margin: 4px 0; padding-left: 14px; list-style: disc; }
      div { display: flex; gap: 6px; margin-top: 6px; }
    `,
  ];

  override render() {
    const { approval } = this.run;
    if (!approval) return '';
    const decide = (approved: boolean) => () => {
      this.decided = true;
      void session.decide(this.run, approved).finally(() => (this.decided = false));
    };
    return html`<section role="alertdialog" aria-label="Approve the plan?">
      <p>${approval.reason}</p>
      <ul>${approval.plan.steps.map((step) => html`<li>${words(step.tool ?? step.id)}${step.why ? html`<span class="muted">: ${step.why}</span>` : ''}</li>`)}</ul>
      <div>
        <button class="primary" ?disabled=${this.decided} @click=${decide(true)}>Approve</button>
        <button ?disabled=${this.decided} @click=${decide(false)}>Reject</button>
      </div>
    </section>`;
  }
}
customElements.define('hg-approval', Approval);
