import { css, html, LitElement } from 'lit';
import type { Image, Study } from '../contract.ts';
import { bytes, grid, modalities, modality } from '../lib/format.ts';
import { session } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';

/** One study of the list: choose it, choose one of its images, delete it. */
class StudyCard extends LitElement {
  static override properties = { study: {}, selected: {}, image: {}, confirming: { state: true } };
  declare study: Study;
  declare selected: boolean;
  declare image: Image | null;
  declare confirming: boolean;

  static override styles = [
    shared,
    css`
      :host { margin-bottom: 4px; }
      article { position: relative; border: 1px solid transparent; border-radius: var(--radius); }
      article[data-selected] { background: var(--raised); border-color: var(--line-strong); }
      .choose { display: grid; grid-template-columns: 38px 1fr; gap: 0 9px; width: 100%; text-align: left; background: none; border: 0; padding: 7px; }
      .badge { grid-row: span 2; align-self: center; display: grid; place-items: center; height: 34px; border-radius: 4px; background: #06090d; border: 1px solid var(--line); color: var(--accent-text); font: 600 12px var(--mono); }
      .name { margin-right: 18px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
      .facts { font-size: 12px; color: var(--muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .delete { position: absolute; top: 5px; right: 3px; min-height: 22px; padding: 0 6px; opacity: 0; }
      article:hover .delete, article:focus-within .delete { opacity: 1; }
      .images button { display: block; width: 100%; text-align: left; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; background: none; border-color: transparent; padding-left: 54px; font-size: 12px; color: var(--muted); }
      .images button[aria-pressed='true'] { color: var(--accent-text); }
      .confirm { display: flex; flex-wrap: wrap; gap: 6px; padding: 0 8px 8px; }
      .confirm p { flex-basis: 100%; }
      .warning { padding: 0 8px 6px; color: var(--warn); font-size: 12px; }
    `,
  ];

  override render() {
    const { study } = this;
    const size = study.images.reduce((sum, image) => sum + image.bytes, 0);
    const count = study.images.length === 1 ? '1 image' : `${study.images.length} images`;
    return html`
      <article ?data-selected=${this.selected}>
        <button class="choose" aria-current=${this.selected ? 'true' : 'false'} title=${study.name} @click=${() => session.select(study)}>
          <span class="badge" title="Modality">${modalities(study) || '–'}</span>
          <span class="name">${study.name}</span>
          <span class="facts">${count} · ${bytes(size)}${study.origin === 'sample' ? ' · sample' : ''}</span>
        </button>
        <button class="quiet delete" aria-label="Delete ${study.name}" title="Delete" @click=${() => (this.confirming = true)}>✕</button>
        ${this.confirming ? this.confirmation() : ''}
        ${this.selected ? [...study.warnings, ...(this.image?.warnings ?? [])].map((w) => html`<p class="warning">${w}</p>`) : ''}
        ${this.selected && study.images.length > 1 ? this.images() : ''}
      </article>
    `;
  }

  private confirmation() {
    return html`<div class="confirm" role="alertdialog" aria-label="Delete ${this.study.name}?">
      <p>Delete this study and what was made from it?</p>
      <button class="danger" @click=${() => session.remove(this.study)}>Delete</button>
      <button @click=${() => (this.confirming = false)}>Keep</button>
    </div>`;
  }

  private images() {
    return html`<ul class="images">
      ${this.study.images.map((image) => html`<li>
        <button aria-pressed=${image.id === this.image?.id} title=${grid(image)} @click=${() => session.select(this.study, image)}>
          ${modality(image)} ${image.name}
        </button>
      </li>`)}
    </ul>`;
  }
}
customElements.define('hg-study', StudyCard);
