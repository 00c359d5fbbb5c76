import { css, html, LitElement } from 'lit';
import { css as cssColour } from '../lib/colours.ts';
import { words } from '../lib/format.ts';
import { shared } from '../lib/shared.css.ts';
import type { Engine } from './engine.ts';
import type { Label, Mask } from './masks.ts';

/**
 * Below the image: the masks' labels with colour and name, whether each is shown, and how opaque all are. The row is always there, so
 * the image does not jump when the first mask arrives.
 */
class Legend extends LitElement {
  static override properties = { engine: {}, masks: {}, highlighted: {}, opacity: {} };
  declare engine: Engine;
  declare masks: Mask[];
  declare highlighted: { mask: string; label: number } | null;
  declare opacity: number;

  static override styles = [
    shared,
    css`
      :host { display: flex; align-items: center; gap: 12px; padding: 0 12px; background: var(--panel); border-top: 1px solid var(--line); font-size: 12px; }
      ul { display: flex; gap: 2px; flex: 1; min-width: 0; overflow-x: auto; scrollbar-width: none; }
      li { display: flex; align-items: center; white-space: nowrap; }
      svg { width: 11px; height: 11px; border-radius: 3px; flex: none; }
      input[type='checkbox'] { accent-color: var(--accent); margin: 2px; }
      li button { display: flex; gap: 6px; align-items: center; background: none; border-color: transparent; padding: 0 5px; min-height: 24px; }
      li button[data-off] { color: var(--muted); text-decoration: line-through; }
      li button[aria-pressed='true'] { background: var(--accent-dim); border-color: var(--accent); }
      label.opacity { display: flex; gap: 6px; align-items: center; color: var(--muted); }
      input[type='range'] { width: 84px; accent-color: var(--accent); }
    `,
  ];

  override render() {
    if (this.masks.length === 0) return html`<span class="muted">Masks appear here when a tool makes one.</span>`;
    return html`
      <ul aria-label="Legend">${this.masks.flatMap((mask) => mask.labels.map((label) => this.row(mask, label)))}</ul>
      <label class="opacity">Opacity
        <input type="range" min="0" max="1" step="0.05" .value=${String(this.opacity)}
          @input=${(e: Event) => this.engine.setOpacity(Number((e.target as HTMLInputElement).value))}>
      </label>
    `;
  }

  private row(mask: Mask, label: Label) {
    const name = words(label.name);
    const on = this.highlighted?.mask === mask.artifact.id && this.highlighted.label === label.value;
    return html`<li>
      <input type="checkbox" aria-label="Show ${name}" .checked=${label.visible}
        @change=${(e: Event) => this.engine.setVisible(label, (e.target as HTMLInputElement).checked)}>
      <button aria-pressed=${on} ?data-off=${!label.visible} title="Highlight ${name} (${mask.artifact.name} by ${mask.artifact.producer})"
        @click=${() => this.engine.highlight(mask.artifact.id, label.value)}>
        <svg viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill=${cssColour(label.colour)}></rect></svg>${name}
      </button>
    </li>`;
  }
}
customElements.define('hg-legend', Legend);
