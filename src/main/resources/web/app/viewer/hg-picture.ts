import { css, html, LitElement } from 'lit';
import type { Image } from '../contract.ts';
import { api } from '../lib/api.ts';
import { grid, modality } from '../lib/format.ts';
import { shared } from '../lib/shared.css.ts';
import { session, Watch } from '../lib/session.ts';

/** A picture (PNG, JPEG), with the box that the shown number came from. */
class Picture extends LitElement {
  static override properties = { image: {} };
  declare image: Image;
  private readonly watch = new Watch(this);

  static override styles = [
    shared,
    css`
      :host { position: absolute; inset: 0; background: #05070a; }
      svg { width: 100%; height: 100%; }
      rect { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; }
    `,
  ];

  override render() {
    const [w, h] = this.image.geometry?.size ?? [1, 1];
    const evidence = session.shown?.quantity.evidence;
    const box = evidence?.image === this.image.id ? evidence.box : undefined;
    const label = `${modality(this.image)} picture ${this.image.name}, ${grid(this.image)} pixels${box ? ', one box marked' : ''}`;
    // The y axis of a picture's voxels runs downwards, like that of the svg.
    return html`<svg viewBox="0 0 ${w} ${h}" role="img" aria-label=${label}>
      <image href=${api.imageUrl(this.image)} width=${w} height=${h} />
      ${box ? this.rectangle(box.min, box.max) : ''}
    </svg>`;
  }

  private rectangle(min: number[], max: number[]) {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    const [x0 = 0, y0 = 0] = min;
    const [x1 = x0, y1 = y0] = max;
    for (const [name, value] of Object.entries({ x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 })) rect.setAttribute(name, `${value}`);
    return rect;
  }
}
customElements.define('hg-picture', Picture);
