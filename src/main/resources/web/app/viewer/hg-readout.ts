import { css, html, LitElement } from 'lit';
import type { Image } from '../contract.ts';
import { grid } from '../lib/format.ts';
import { shared } from '../lib/shared.css.ts';
import type { Location } from './engine.ts';

/** Below the image: what it is, where the crosshair is, what is there. */
class Readout extends LitElement {
  static override properties = { image: {}, location: {} };
  declare image: Image | null;
  declare location: Location | null;

  static override styles = [
    shared,
    css`
      :host { display: flex; gap: 18px; align-items: center; padding: 0 12px; background: var(--panel); border-top: 1px solid var(--line); white-space: nowrap; overflow: hidden; font-size: 12px; }
      .at { font-family: var(--mono); margin-left: auto; }
      b { color: var(--accent-text); font-weight: 600; }
    `,
  ];

  override render() {
    if (!this.image) return '';
    return html`<span class="muted">${this.image.name} · ${grid(this.image)}</span>${this.location ? this.where(this.location) : ''}`;
  }

  private where({ mm, value, structure }: Location) {
    const axis = (v: number, plus: string, minus: string) => `${v < 0 ? minus : plus} ${Math.abs(v).toFixed(1)}`;
    const unit = this.image?.modality.value === 'CT' ? ' HU' : '';
    return html`<span class="at" data-mm=${mm.map((v) => v.toFixed(2)).join(' ')}>
      ${axis(mm[0], 'R', 'L')}  ${axis(mm[1], 'A', 'P')}  ${axis(mm[2], 'S', 'I')} mm
      · ${Number.isFinite(value) ? `${Number(value.toFixed(2))}${unit}` : ''}${structure ? html` · <b>${structure}</b>` : ''}
    </span>`;
  }
}
customElements.define('hg-readout', Readout);
