import { css, html, LitElement } from 'lit';
import { ApiError } from '../lib/api.ts';
import { bytes } from '../lib/format.ts';
import { session } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';
import { filesOf, upload } from '../lib/upload.ts';

const MODALITIES = ['CT', 'MR', 'PT', 'CR', 'DX', 'US', 'SM', 'XC', 'OT'];

/** Loads studies: drop files, folders or zips anywhere on the page, or choose files here. */
class Upload extends LitElement {
  static override properties = { progress: { state: true }, over: { state: true }, error: { state: true }, label: { state: true } };
  /** The share sent, or null when nothing is being sent. */
  declare progress: number | null;
  declare over: boolean;
  declare error: { cause: string; fix: string } | null;
  declare label: string;
  private modality = '';
  private cancel = new AbortController();

  static override styles = [
    shared,
    css`
      :host { padding: 8px; border-top: 1px solid var(--line); }
      .zone { border: 1px dashed var(--line-strong); border-radius: var(--radius); padding: 10px; min-height: 108px; display: grid; gap: 7px; align-content: center; justify-items: center; text-align: center; }
      .zone[data-over] { border-color: var(--accent); background: var(--accent-dim); }
      .row { display: flex; gap: 6px; }
      select { background: var(--raised); border: 1px solid var(--line); border-radius: var(--radius); padding: 2px 4px; }
      progress { width: 100%; accent-color: var(--accent); }
      .error { margin-top: 7px; padding: 7px 8px; background: var(--bad-dim); border: 1px solid var(--bad); border-radius: var(--radius); overflow-wrap: anywhere; }
      .error p + p { color: var(--muted); margin: 2px 0 6px; }
    `,
  ];

  constructor() {
    super();
    this.progress = null;
    this.over = false;
    this.error = null;
    this.label = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', () => (this.over = true));
    window.addEventListener('dragleave', (e) => e.relatedTarget === null && (this.over = false));
    window.addEventListener('drop', (e) => {
      this.over = false;
      if (e.dataTransfer) void filesOf(e.dataTransfer).then((files) => this.send(files));
    });
  }

  private async send(files: File[]): Promise<void> {
    if (files.length === 0 || this.progress !== null) return;
    this.error = null;
    this.progress = 0;
    this.label = `${files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`} · ${bytes(files.reduce((n, f) => n + f.size, 0))}`;
    this.cancel = new AbortController();
    try {
      const study = await upload(files, this.modality, this.cancel.signal, (share) => (this.progress = share));
      await session.loadStudies();
      const listed = session.studies?.find((s) => s.id === study.id);
      if (listed) session.select(listed);
    } catch (e) {
      if (e instanceof ApiError) this.error = { cause: e.cause, fix: e.fix };
    } finally {
      this.progress = null;
    }
  }

  private choose(folder: boolean): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>(folder ? '#folder' : '#files');
    input?.click();
  }

  override render() {
    return html`
      <div class="zone" ?data-over=${this.over}>${this.progress === null ? this.idle() : this.sending(this.progress)}</div>
      ${this.error ? html`<div class="error" role="alert"><p>${this.error.cause}</p><p>${this.error.fix}</p><button @click=${() => (this.error = null)}>Close</button></div>` : ''}
    `;
  }

  private idle() {
    const picked = (e: Event) => {
      const input = e.target as HTMLInputElement;
      void this.send([...(input.files ?? [])]);
      input.value = '';
    };
    return html`
      <span class="muted">Drop NIfTI, DICOM, zip or pictures</span>
      <div class="row">
        <button @click=${() => this.choose(false)}>Files…</button>
        <button @click=${() => this.choose(true)}>Folder…</button>
      </div>
      <label class="muted">Modality
        <select @change=${(e: Event) => (this.modality = (e.target as HTMLSelectElement).value)}>
          <option value="">as the file says</option>
          ${MODALITIES.map((m) => html`<option ?selected=${m === this.modality}>${m}</option>`)}
        </select>
      </label>
      <input id="files" type="file" multiple hidden aria-label="Files" @change=${picked}>
      <input id="folder" type="file" webkitdirectory hidden aria-label="Folder" @change=${picked}>
    `;
  }

  private sending(share: number) {
    const done = share >= 1;
    return html`
      <span>${this.label}</span>
      <progress max="1" aria-label="Upload" .value=${share}></progress>
      <span class="muted" role="status">${done ? 'Reading the images…' : `${Math.round(share * 100)} % sent`}</span>
      <button @click=${() => this.cancel.abort()}>Cancel</button>
    `;
  }
}
customElements.define('hg-upload', Upload);
