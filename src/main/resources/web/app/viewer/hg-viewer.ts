import { css, html, LitElement, type PropertyValues } from 'lit';
import type { Artifact, Image } from '../contract.ts';
import { grid, modality } from '../lib/format.ts';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';
import { Engine } from './engine.ts';
import { SOFT_TISSUE } from './windows.ts';
import './hg-legend.ts';
import './hg-picture.ts';
import './hg-readout.ts';
import './hg-viewer-bar.ts';

/** The centre: the chosen image with the masks that the conversation made of it. */
class Viewer extends LitElement {
  static override properties = { loading: { state: true }, problem: { state: true } };
  declare loading: string;
  declare problem: string;
  readonly engine = new Engine();
  private readonly watch = new Watch(this);
  private loaded: string | null = null;
  private masked = '';
  private shown: unknown = null;
  private attached: Promise<void> | null = null;
  private job = new AbortController();

  static override styles = [
    shared,
    css`
      :host { display: grid; grid-template-rows: 36px minmax(0, 1fr) 30px 28px; background: #05070a; }
      .stage { position: relative; min-height: 0; min-width: 0; overflow: hidden; }
      .canvas { position: absolute; inset: 0; }
      canvas { display: block; width: 100%; height: 100%; outline-offset: -2px; }
      .over { position: absolute; inset: 0; display: grid; place-content: center; text-align: center; gap: 6px; color: var(--muted); background: #05070a; padding: 24px; }
      .over strong { color: var(--text); font-size: 15px; }
      .loading { position: absolute; left: 12px; bottom: 10px; padding: 3px 9px; background: var(--panel); border: 1px solid var(--line); border-radius: var(--radius); }
      .problem { position: absolute; left: 12px; right: 12px; bottom: 10px; padding: 7px 10px; background: var(--bad-dim); border: 1px solid var(--bad); border-radius: var(--radius); }
    `,
  ];

  constructor() {
    super();
    this.loading = '';
    this.problem = '';
    this.engine.addEventListener('change', () => this.requestUpdate());
  }

  /** The label maps of this conversation that belong to the image; of several by the same tool for the same structures, the newest. */
  private masks(image: Image): Artifact[] {
    const latest = new Map<string, Artifact>();
    for (const mask of session.runs.flatMap((run) => run.masks)) {
      if (mask.image === undefined || mask.image === image.id) latest.set(`${mask.producer} ${JSON.stringify(mask.structures)}`, mask);
    }
    return [...latest.values()];
  }

  override updated(_changed: PropertyValues): void {
    const image = session.image;
    if ((image?.id ?? null) !== this.loaded) {
      this.loaded = image?.id ?? null;
      this.masked = '';
      this.job.abort();
      this.job = new AbortController();
      this.problem = '';
      if (image?.kind === 'volume') void this.attempt(`Loading ${image.name}…`, () => this.show(image));
      else this.engine.clear();
    }
    if (image?.kind !== 'volume') return;
    const masks = this.masks(image);
    const ids = masks.map((m) => m.id).join();
    if (ids !== this.masked) {
      this.masked = ids;
      void this.attempt('Loading masks…', async () => {
        await this.attached;
        await this.engine.setMasks(masks, this.job.signal);
      });
    }
    if (session.shown !== this.shown) {
      this.shown = session.shown;
      const evidence = session.shown?.quantity.evidence ?? null;
      void this.attempt('', async () => {
        await this.attached;
        await this.engine.setMasks(masks, this.job.signal);
        this.engine.showEvidence(evidence);
      });
    }
  }

  private async show(image: Image): Promise<void> {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    this.attached ??= this.engine.attach(canvas);
    await this.attached;
    await this.engine.show(image, image.modality.value === 'CT' ? SOFT_TISSUE : null, this.job.signal);
  }

  private async attempt(what: string, action: () => Promise<void>): Promise<void> {
    this.loading = what;
    try {
      await action();
    } catch (e) {
      if (!(e instanceof DOMException && e.name === 'AbortError')) {
        this.problem = `The image cannot be shown: ${e instanceof Error ? e.message : String(e)}`;
      }
    } finally {
      this.loading = '';
    }
  }

  // In the capture phase, before NiiVue's own listener, which would move through time with the same arrows.
  private readonly onKey = { capture: true, handleEvent: (e: KeyboardEvent) => this.move(e) };

  private move(e: KeyboardEvent): void {
    const steps: Record<string, [number, number, number]> = {
      ArrowLeft: [-1, 0, 0], ArrowRight: [1, 0, 0], ArrowUp: [0, 1, 0], ArrowDown: [0, -1, 0], PageUp: [0, 0, 1], PageDown: [0, 0, -1],
    };
    const step = steps[e.key];
    if (!step) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    this.engine.move(...step);
  }

  override render() {
    const image = session.image;
    const volume = image?.kind === 'volume';
    return html`
      <hg-viewer-bar .image=${image} .engine=${this.engine} .view=${this.engine.view} .range=${this.engine.range}></hg-viewer-bar>
      <div class="stage">
        <div class="canvas"><canvas tabindex=${volume ? 0 : -1} role="img" aria-label=${image ? this.describe(image) : 'No image'}
          @keydown=${this.onKey}></canvas></div>
        ${image?.kind === 'picture' ? html`<hg-picture .image=${image}></hg-picture>` : ''}
        ${image ? '' : html`<div class="over"><strong>Choose a study</strong><span>or drop images anywhere on this page.</span></div>`}
        ${this.loading ? html`<div class="loading" role="status">${this.loading}</div>` : ''}
        ${this.problem ? html`<div class="problem" role="alert">${this.problem}</div>` : ''}
      </div>
      <hg-legend .engine=${this.engine} .masks=${volume ? this.engine.masks : []} .highlighted=${this.engine.highlighted} .opacity=${this.engine.opacity}></hg-legend>
      <hg-readout .image=${image} .location=${this.engine.location}></hg-readout>
    `;
  }

  /** The picture in words: what it is, and what is drawn on it. */
  private describe(image: Image): string {
    const labels = this.engine.masks.flatMap((m) => m.labels.filter((l) => l.visible).map((l) => l.name.replaceAll('_', ' ')));
    const over = labels.length ? ` Masks shown: ${labels.join(', ')}.` : ' No masks.';
    return `${modality(image)} ${image.name}, ${grid(image)}, ${this.engine.view} view.${over} Arrow keys and Page Up and Down move the crosshair.`;
  }
}
customElements.define('hg-viewer', Viewer);
