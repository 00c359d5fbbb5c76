import { css, html, LitElement } from 'lit';
import type { Quantity } from '../contract.ts';
import { words } from '../lib/format.ts';
import { session } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';

const BOUNDS = { exact: '', lower: 'a lower bound: the true value is at least this', upper: 'an upper bound', reference: 'a reference value, not measured' };

/** A number of an answer: hover for where it comes from, click to see its voxels. */
class Chip extends LitElement {
  static override properties = { display: {}, quantity: {}, shown: {}, said: {} };
  declare display: string;
  declare quantity: Quantity | null;
  declare shown: boolean;
  /** The text before it says already that it is a bound. */
  declare said: boolean;

  static override styles = [
    shared,
    css`
      :host { position: relative; }
      button { display: inline; min-height: 0; padding: 0 6px 1px; border-radius: 4px; line-height: 1.35; font-weight: 600; background: var(--accent-dim); border-color: #6b5a2a; color: var(--accent-text); }
      button:hover { background: #4d401f; border-color: var(--accent); }
      button[aria-pressed='true'], button[aria-pressed='true']:hover { background: var(--accent); border-color: var(--accent); color: #14110a; }
      button[data-bound='lower'], button[data-bound='upper'] { border-style: dashed; border-color: var(--warn); }
      button[data-bound='reference'] { background: none; border-color: var(--line-strong); color: var(--text); }
    `,
  ];

  override render() {
    const q = this.quantity;
    const sign = this.said ? '' : q?.bound === 'lower' ? '≥ ' : q?.bound === 'upper' ? '≤ ' : '';
    return html`<button title=${this.source()} data-quantity=${q?.id ?? ''} data-bound=${q?.bound ?? ''} aria-pressed=${this.shown} ?disabled=${!q}
      @click=${() => q && session.show(q)}>${sign}${this.display}</button>`;
  }

  private source(): string {
    const q = this.quantity;
    if (!q) return '';
    const e = q.evidence;
    return [
      `${words(q.kind)}${q.structure ? ` of ${q.structure.replaceAll('_', ' ')}` : ''}: ${q.value} ${q.unit}`,
      BOUNDS[q.bound],
      `Method: ${e.method}`,
      `Tool: ${e.tool}`,
      e.citation ? `Source: ${e.citation}` : '',
      e.inputs?.length ? 'Click to see what went in, one after the other.' : '',
      e.box || e.lines?.length ? 'Click to see it in the image.' : '',
    ].filter(Boolean).join('\n');
  }
}
customElements.define('hg-chip', Chip);
