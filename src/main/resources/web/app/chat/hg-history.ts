import { css, html, LitElement } from 'lit';
import type { Conversation } from '../contract.ts';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';

/** Above the conversation: earlier ones, and a new one. */
class History extends LitElement {
  static override styles = [
    shared,
    css`
      :host { display: flex; gap: 6px; align-items: center; height: 36px; padding: 0 8px 0 12px; border-bottom: 1px solid var(--line); }
      select { flex: 1; min-width: 0; background: var(--panel); border: 1px solid transparent; border-radius: var(--radius); padding: 2px; text-overflow: ellipsis; }
      select:hover { border-color: var(--line-strong); }
    `,
  ];
  private readonly watch = new Watch(this);

  override render() {
    const open = (e: Event) => {
      const id = (e.target as HTMLSelectElement).value;
      if (id) void session.open(id);
    };
    const known = session.history.some((c) => c.id === session.conversation);
    return html`
      <select aria-label="Conversations" @change=${open} .value=${session.conversation ?? ''}>
        <option value="" ?selected=${!session.conversation}>New conversation</option>
        ${known || !session.conversation ? '' : html`<option value=${session.conversation} selected>This conversation</option>`}
        ${session.history.map((c) => html`<option value=${c.id} ?selected=${c.id === session.conversation}>${title(c)}</option>`)}
      </select>
      <button class="quiet" ?disabled=${!session.conversation} @click=${() => session.leave()}>New</button>
    `;
  }
}
customElements.define('hg-history', History);

function title(conversation: Conversation): string {
  const studies = conversation.studies.map((ref) => session.studies?.find((s) => s.id === ref.id)?.name ?? 'deleted study').join(', ');
  return `${conversation.title || 'Nothing asked yet'} · ${studies}`;
}
