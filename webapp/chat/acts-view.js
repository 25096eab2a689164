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

/** What others have put to it; one's own are pressed. */
export function reactionsView({ words, state, acts, emoji }, message) {
  if (!message.reactions?.length) return nothing;
  const names = one => one.users.map((name, i) => (one.people[i] === state.me.id ? words.say('people.you') : name)).join(', ');
  return html`<ul class="reactions" aria-label=${words.say('message.reactions')}>
    ${message.reactions.map(one => html`<li><button type="button" aria-pressed=${one.people.includes(state.me.id) ? 'true' : 'false'} title=${names(one)} @click=${() => acts.react(message, one.reaction)}><span aria-hidden="true"><bdi>${one.reaction}</bdi> ${words.number(one.people.length)}</span><span class="visually-hidden">${one.reaction} ${names(one)}</span></button></li>`)}
    <li><button type="button" class="add" aria-label=${words.say('message.addReaction')} title=${words.say('message.addReaction')} @click=${event => emoji.open(event.currentTarget, one => acts.react(message, one))}>${icon('smile', 'small')}</button></li>
  </ul>`;
}
