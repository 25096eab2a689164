import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { isRoom } from './conversation.js';
import { icon } from './icon.js';

/** The same and more as a menu; on a touch screen the only way. */
export function messageMenu({ words, extras: { acts }, emoji, state }) {
  const { id, message } = acts.of ?? { id: '', message: {} };
  const entry = (key, picture, deed, { kbd = null, kind = '' } = {}) => html`<button type="button" class=${kind} @click=${deed}>${icon(picture)}${words.say(key)}${
    kbd === null ? nothing : html`<kbd class="kbd">${kbd}</kbd>`}</button>`;
  const react = () => emoji.open(document.querySelector(`#messages > [data-id="${message.id}"] .said`), one => acts.react(message, one));
  return html`<div class="menu" id="message-menu" popover role="group" aria-label=${words.say('message.actions')} @click=${{ handleEvent: close, capture: true }}>
    ${acts.mayReact ? entry('message.react', 'smile', react) : nothing}
    ${acts.mayWrite ? entry('message.reply', 'reply', () => acts.reply(message), { kbd: 'R' }) : nothing}
    ${message.own && acts.mayWrite ? entry('message.edit', 'edit', () => acts.edit(message), { kbd: 'E' }) : nothing}
    ${message.text ? entry('message.copyText', 'copy', () => acts.copyText(message)) : nothing}
    ${isRoom(id) ? entry('message.copyLink', 'link', () => acts.copyLink(message)) : nothing}
    ${message.own || (state.me.moderator && isRoom(id)) ? html`<hr>${entry('message.delete', 'trash', () => acts.askToDelete(message), { kind: 'danger' })}` : nothing}
  </div>`;
}

/** Before the deed, so that the focus is at the message again, and stays where the deed takes it. */
function close({ currentTarget }) {
  currentTarget.hidePopover();
}
