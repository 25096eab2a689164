import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { isRoom } from './conversation.js';
import { icon } from './icon.js';

/** The toolbar at one message. */
export function actsView({ words, acts, emoji, state }, message) {
  const tool = (key, picture, deed) => html`<button type="button" class="button bare" aria-label=${words.say(key)} title=${words.say(key)} @click=${deed}>${icon(picture)}</button>`;
  return html`<div class="acts" role="group" aria-label=${words.say('message.actions')}>
    ${tool('message.react', 'smile', event => emoji.open(event.currentTarget, one => acts.react(message, one)))}
    ${tool('message.reply', 'reply', () => acts.reply(message))}
    ${message.own ? tool('message.edit', 'edit', () => acts.edit(message))
      : isRoom(state.open) ? tool('message.copyLink', 'link', () => acts.copyLink(message)) : nothing}
    ${tool('message.more', 'more', event => acts.openMenu(message, event.currentTarget))}
  </div>`;
}

/** The same and more as a menu; on a touch screen the only way. */
export function messageMenu({ words, acts, emoji }) {
  const { id, message } = acts.of ?? { id: '', message: {} };
  const entry = (key, picture, deed, { kbd = null, kind = '' } = {}) => html`<button type="button" class=${kind} @click=${deed}>${icon(picture)}${words.say(key)}${
    kbd === null ? nothing : html`<kbd class="kbd">${kbd}</kbd>`}</button>`;
  const react = () => emoji.open(document.querySelector(`#messages > [data-id="${message.id}"] .said`), one => acts.react(message, one));
  return html`<div class="menu" id="message-menu" popover role="group" aria-label=${words.say('message.actions')} @click=${close}>
    ${entry('message.react', 'smile', react)}
    ${entry('message.reply', 'reply', () => acts.reply(message), { kbd: 'R' })}
    ${message.own ? entry('message.edit', 'edit', () => acts.edit(message), { kbd: 'E' }) : nothing}
    ${message.text ? entry('message.copyText', 'copy', () => acts.copyText(message)) : nothing}
    ${isRoom(id) ? entry('message.copyLink', 'link', () => acts.copyLink(message)) : nothing}
    ${message.own ? html`<hr>${entry('message.delete', 'trash', () => acts.askToDelete(message), { kind: 'danger' })}` : nothing}
  </div>`;
}

/** Before the deed, so that what it opens is not closed with the menu. */
function close({ currentTarget }) {
  currentTarget.hidePopover();
}

/** What is said cannot be unsaid for those who have read it: the question comes first. */
export function deleteDialog({ words, acts }) {
  return html`<dialog class="dialog" id="delete" aria-labelledby="h-delete">
    <h2 id="h-delete">${words.say('message.delete.title')}</h2>
    <p>${words.say('message.delete.text')}</p>
    <form class="choices" method="dialog"><button class="button" autofocus>${words.say('action.keep')}</button><button class="button danger" id="delete-message" @click=${acts.delete}>${words.say('message.delete')}</button></form>
  </dialog>`;
}

/** What others have put to it; one's own are pressed. */
export function reactionsView({ words, state, acts, emoji }, message) {
  if (!message.reactions?.length) return nothing;
  const names = one => one.users.map((name, i) => (one.people[i] === state.me.id ? words.say('people.you') : name)).join(', ');
  return html`<ul class="reactions" aria-label=${words.say('message.reactions')}>
    ${message.reactions.map(one => html`<li><button type="button" aria-pressed=${one.people.includes(state.me.id) ? 'true' : 'false'} title=${names(one)} @click=${() => acts.react(message, one.reaction)}><span aria-hidden="true"><bdi>${one.reaction}</bdi> ${words.number(one.people.length)}</span><span class="visually-hidden">${one.reaction} ${names(one)}</span></button></li>`)}
    <li><button type="button" class="add" aria-label=${words.say('message.addReaction')} title=${words.say('message.addReaction')} @click=${event => emoji.open(event.currentTarget, one => acts.react(message, one))}>${icon('smile', 'small')}</button></li>
  </ul>`;
}
