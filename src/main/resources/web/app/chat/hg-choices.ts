import { css, html, LitElement } from 'lit';
import type { Choice } from '../contract.ts';
import { session, Watch } from '../lib/session.ts';
import { shared } from '../lib/shared.css.ts';

/** A question of the agent, or a refusal, with what can be said next as buttons. */
class Choices extends LitElement {
  static override properties = { text: {}, choices: {}, enabled: {}, refusal: { type: Boolean } };
  declare text: string;
  declare choices: Choice[];
  declare enabled: boolean;
  declare refusal: boolean;
  private readonly watch = new Watch(this);

  static override styles = [
    shared,
    css`
      p { font-size: 14px; overflow-wrap: anywhere; }
      .refusal { padding: 7px 9px; background: var(--raised); border-left: 3px solid var(--muted); border-radius: 3px; }
      div { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 7px; }
      button { text-align: left; }
    `,
  ];

  override render() {
    return html`
      <p class=${this.refusal ? 'refusal' : ''}>${this.text}</p>
      ${this.choices.length ? html`<div role="group" aria-label=${this.refusal ? 'What can be asked instead' : 'Choices'}>
        ${this.choices.map((choice) => html`<button ?disabled=${!this.enabled} @click=${() => session.ask(choice.value)}>${choice.label}</button>`)}
      </div>` : ''}
    `;
  }
}
customElements.define('hg-choices', Choices);
