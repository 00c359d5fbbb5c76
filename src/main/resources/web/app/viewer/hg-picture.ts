import { css, html, LitElement } from 'lit';
import type { Image, Quantity, Vec3 } from '../contract.ts';
import { api } from '../lib/api.ts';
import { colourOf, css as cssColour } from '../lib/colours.ts';
import { grid, modality, words } from '../lib/format.ts';
import { shared } from '../lib/shared.css.ts';
import { session, Watch } from '../lib/session.ts';

/** What was counted in the picture, under one name. */
interface Counted {
  name: string;
  colour: string;
  boxes: { min: Vec3; max: Vec3; score: number }[];
}

/** A picture (PNG, JPEG), with boxes: the one that the shown number came from, and all that a tool counted, with their legend. */
class Picture extends LitElement {
  static override properties = { image: {}, concealed: { state: true } };
  declare image: Image;
  declare concealed: ReadonlySet<string>;
  private readonly watch = new Watch(this);

  static override styles = [
    shared,
    css`
      :host { position: absolute; inset: 0; background: #05070a; }
      svg.picture { width: 100%; height: 100%; }
      rect { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; }
      rect[data-dim] { opacity: 0.25; }
      ul { position: absolute; left: 12px; bottom: 10px; margin: 0; padding: 4px 10px; background: var(--panel); border: 1px solid var(--line); border-radius: var(--radius); font-size: 12px; list-style: none; }
      label { display: flex; gap: 6px; align-items: center; min-height: 22px; }
      label svg { width: 11px; height: 11px; border-radius: 3px; flex: none; }
      input { accent-color: var(--accent); margin: 2px; }
      b { margin-left: auto; padding-left: 12px; }
    `,
  ];

  constructor() {
    super();
    this.concealed = new Set();
  }

  /** The newest counts of this image; a count of none is in the legend too. */
  private counted(): Counted[] {
    const latest = new Map<string, Quantity>();
    for (const q of session.runs.flatMap((run) => run.steps.flatMap((step) => step.quantities))) {
      if (q.kind === 'count' && q.evidence.image === this.image.id) latest.set(q.evidence.structure ?? q.output, q);
    }
    return [...latest].map(([name, q], i) => ({ name, colour: cssColour(colourOf(i)), boxes: q.evidence.boxes ?? [] }));
  }

  override render() {
    const [w, h] = this.image.geometry?.size ?? [1, 1];
    const evidence = session.shown?.quantity.evidence;
    const box = evidence?.image === this.image.id && !evidence.boxes ? evidence.box : undefined;
    const counted = this.counted();
    const said = counted.map((c) => `${c.boxes.length} ${words(c.name)}`).join(', ');
    const marked = said ? `; boxes: ${said}` : box ? ', one box marked' : '';
    const label = `${modality(this.image)} picture ${this.image.name}, ${grid(this.image)} pixels${marked}`;
    const chosen = evidence?.boxes ? evidence.structure : undefined;
    // The y axis of a picture's voxels runs downwards, like that of the svg.
    return html`<svg class="picture" viewBox="0 0 ${w} ${h}" role="img" aria-label=${label}>
        <image href=${api.imageUrl(this.image)} width=${w} height=${h} />
        ${counted.filter((c) => !this.concealed.has(c.name)).flatMap((c) =>
          c.boxes.map((b) => this.rectangle(b.min, b.max, { stroke: c.colour, dim: chosen !== undefined && chosen !== c.name })))}
        ${box ? this.rectangle(box.min, box.max, {}) : ''}
      </svg>
      ${counted.length ? html`<ul aria-label="Legend">${counted.map((c) => this.row(c))}</ul>` : ''}`;
  }

  private row(c: Counted) {
    const toggle = (e: Event) => {
      const hidden = new Set(this.concealed);
      if ((e.target as HTMLInputElement).checked) hidden.delete(c.name);
      else hidden.add(c.name);
      this.concealed = hidden;
    };
    return html`<li><label>
      <input type="checkbox" .checked=${!this.concealed.has(c.name)} @change=${toggle}>
      <svg viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" style="fill:${c.colour};stroke:none"></rect></svg>
      ${words(c.name)} <b>${c.boxes.length}</b>
    </label></li>`;
  }

  private rectangle(min: Vec3, max: Vec3, { stroke, dim }: { stroke?: string; dim?: boolean }) {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    const [x0, y0] = min;
    const [x1, y1] = max;
    for (const [name, value] of Object.entries({ x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 })) rect.setAttribute(name, `${value}`);
    if (stroke) rect.style.stroke = stroke;
    if (dim) rect.setAttribute('data-dim', '');
    return rect;
  }
}
customElements.define('hg-picture', Picture);
