import { css, html, LitElement } from 'lit';
import type { Answer } from '../contract.ts';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';
import './hg-chip.ts';

/** The answer, its numbers as buttons; and what was held back, if anything. */
class AnswerText extends LitElement {
  static override properties = { answer: {} };
  declare answer: Answer;
  private readonly watch = new Watch(this);

  static override styles = [
    shared,
    css`
      .text { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 14px; line-height: 1.65; }
      .withheld { margin-top: 6px; padding: 6px 9px; background: var(--warn-dim); border-left: 3px solid var(--warn); border-radius: 3px; }
      hg-chip { display: inline; }
    `,
  ];

  private textBefore(i: number): string {
    const segment = this.answer.segments[i - 1];
    return segment && 'text' in segment ? segment.text : '';
  }

  override render() {
    const quantities = new Map((this.answer.quantities ?? []).map((q) => [q.id, q]));
    return html`
      <div class="text">${this.answer.segments.map((segment, i) =>
        'text' in segment ? segment.text
          : html`<hg-chip .display=${segment.display} .quantity=${quantities.get(segment.quantity) ?? null}
              .said=${/at (least|most)\s*$/.test(this.textBefore(i))} .shown=${session.shown?.quantity.id === segment.quantity}></hg-chip>`)}</div>
      ${this.answer.withheld.map((w) => html`<p class="withheld" role="alert">A sentence was withheld: ${w.reason}</p>`)}
    `;
  }
}
customElements.define('hg-answer', AnswerText);
