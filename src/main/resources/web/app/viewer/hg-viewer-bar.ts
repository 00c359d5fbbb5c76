import { css, html, LitElement } from 'lit';
import type { Image } from '../contract.ts';
import { shared } from '../lib/shared.css.ts';
import type { Engine } from './engine.ts';
import type { View } from './niivue.ts';
import { CT_PRESETS } from './windows.ts';

const VIEWS: [View, string][] = [['all', 'All'], ['axial', 'Axial'], ['coronal', 'Coronal'], ['sagittal', 'Sagittal'], ['render', '3D']];

/** Above the image: which planes, which window. */
class ViewerBar extends LitElement {
  static override properties = { image: {}, engine: {}, view: {}, range: {} };
  declare image: Image | null;
  declare engine: Engine;
  declare view: View;
  declare range: { min: number; max: number } | null;

  static override styles = [
    shared,
    css`
      :host { display: flex; align-items: center; gap: 14px; padding: 0 8px; background: var(--panel); border-bottom: 1px solid var(--line); overflow: hidden; white-space: nowrap; }
      div { display: flex; gap: 2px; }
      button { padding: 1px 8px; min-height: 24px; }
      .end { margin-left: auto; }
    `,
  ];

  override render() {
    if (this.image?.kind !== 'volume') return '';
    const ct = this.image.modality.value === 'CT';
    return html`
      <div role="group" aria-label="View">
        ${VIEWS.map(([view, name]) => html`<button aria-pressed=${view === this.view} @click=${() => this.engine.setView(view)}>${name}</button>`)}
      </div>
      <div role="group" aria-label="Window">
        ${ct ? CT_PRESETS.map((p) => this.preset(p.name, p.min, p.max)) : ''}
        <button title="Hide only the darkest and brightest 2 %" @click=${() => this.engine.autoWindow()}>Auto</button>
      </div>
      <button class="quiet end" title="Undo zoom and pan" @click=${() => this.engine.resetView()}>Reset</button>
    `;
  }

  private preset(name: string, min: number, max: number) {
    const on = this.range?.min === min && this.range.max === max;
    return html`<button aria-pressed=${on} title="${min} to ${max} HU" @click=${() => this.engine.setWindow(min, max)}>${name}</button>`;
  }
}
customElements.define('hg-viewer-bar', ViewerBar);
