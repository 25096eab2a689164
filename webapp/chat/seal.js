import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { initial, voice } from '../lib/people.js';

/** A person's initial, like a stamp. `presence`: 'online', 'away', 'offline', or nothing when it is not known. */
export function seal(name, { own = false, kind = '', presence = null } = {}) {
  return html`<span class="seal ${own ? 'own' : ''} ${kind}" data-voice=${own ? 'own' : voice(name)} aria-hidden="true">${initial(name)}${
    presence ? html`<span class="dot ${presence === 'online' ? '' : presence}"></span>` : nothing}</span>`;
}
