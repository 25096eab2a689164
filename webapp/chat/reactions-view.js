import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon } from './icon.js';

/** What others have put to it; one's own are pressed. */
export function reactionsView({ words, state, session, extras, emoji, missing }, message) {
  if (!message.reactions?.length) return nothing;
  const names = one => one.users.map((name, i) => (one.people[i] === state.me.id ? words.say('people.you') : name)).join(', ');
  const isMine = one => one.people.includes(state.me.id);
  const isClosed = missing.post || missing.read;        // who reacts is told the whole message
  return html`<ul class="reactions" aria-label=${words.say('message.reactions')}>
    ${message.reactions.map(one => html`<li><button type="button" ?disabled=${isClosed} aria-pressed=${isMine(one) ? 'true' : 'false'} title=${names(one)} @click=${() => session.react(state.open, message.id, one.reaction, !isMine(one))}><span aria-hidden="true"><bdi>${one.reaction}</bdi> ${words.number(one.people.length)}</span><span class="visually-hidden">${one.reaction} ${names(one)}</span></button></li>`)}
    ${isClosed ? nothing : html`<li><button type="button" class="add" aria-label=${words.say('message.addReaction')} title=${words.say('message.addReaction')} @click=${event => emoji.open(event.currentTarget, one => extras.acts.react(message, one))}>${icon('smile', 'small')}</button></li>`}
  </ul>`;
}
