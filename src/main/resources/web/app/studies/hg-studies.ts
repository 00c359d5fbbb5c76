import { css, html, LitElement } from 'lit';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';
import './hg-study.ts';
import './hg-upload.ts';

/** The left column: what is loaded, and the way to load more. */
class Studies extends LitElement {
  static override styles = [
    shared,
    css`
      :host { display: flex; flex-direction: column; }
      h2 { padding: 10px 12px 6px; }
      .list { flex: 1; overflow-y: auto; padding: 0 6px; }
      .empty { padding: 4px 6px; color: var(--muted); }
      hg-upload { flex: none; }
    `,
  ];
  private readonly watch = new Watch(this);

  override render() {
    const studies = session.studies;
    return html`
      <h2>Studies</h2>
      <div class="list">
        ${studies === null ? html`<p class="empty">Loading…</p>` : ''}
        ${studies?.length === 0 ? html`<p class="empty">No study is loaded. Drop a NIfTI file, a DICOM folder, a zip or a picture below.</p>` : ''}
        <ul>
          ${studies?.map((study) => html`<li><hg-study .study=${study} .selected=${study.id === session.study?.id} .image=${session.image}></hg-study></li>`)}
        </ul>
      </div>
      <hg-upload></hg-upload>
    `;
  }
}
customElements.define('hg-studies', Studies);
