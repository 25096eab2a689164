import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { isRoom } from './conversation.js';
import { icon } from './icon.js';
import { seal } from './seal.js';
import { peopleIn } from './state.js';

/** Who is in the open conversation; choosing somebody opens a private one. */
export function peopleView(page) {
  const { words, state } = page;
  const people = peopleIn(state, state.open).sort((a, b) => words.order(a.username, b.username));
  const those = kind => people.filter(({ id }) => presenceOf(state, id) === kind);
  return html`
    <aside class="people" id="people" popover aria-labelledby="h-people">
      <header><h2 id="h-people">${words.say(isRoom(state.open) ? 'people.title' : 'people.direct')}</h2><button type="button" class="button bare drawer-only" popovertarget="people" popovertargetaction="hide" aria-label=${words.say('people.close')}>${icon('close')}</button></header>
      <div class="lists">
        ${page.isUp
          ? [group(page, words.say('people.online'), those('online'), 'online'),
            group(page, words.say('people.away'), those('away'), 'away'),
            group(page, words.say('people.offline'), those('offline'), 'offline')]
          : group(page, words.say('people.before'), people, null)}
      </div>
    </aside>`;
}

/** `online`, `away` (on all their tabs) or `offline`. */
export function presenceOf(state, id) {
  const person = state.people.get(id);
  if (!person) return 'offline';
  return person.status === 'away' ? 'away' : 'online';
}

/** The word that goes with the dot. */
export function presenceWord(words, presence) {
  if (presence === 'away') return words.say('presence.away');
  return words.say(presence === 'online' ? 'presence.online' : 'presence.offline');
}

function group(page, title, people, presence) {
  if (people.length === 0) return nothing;
  return html`<h3>${title} <span>${people.length}</span></h3>
    <ul>${repeat(people, ({ id }) => id, one => html`<li>${person(page, one, presence)}</li>`)}</ul>`;
}

function person(page, { id, username: name }, presence) {
  const { words, state } = page;
  if (id === state.me.id) {
    return html`<div class="person" data-person=${name}>${seal(name, { own: true, presence })}<span class="who"><span class="name"><bdi>${name}</bdi></span><span class="status">${words.say('people.you')}</span></span></div>`;
  }
  const isTyping = Object.hasOwn(state.conversations[state.open].typing, id);
  const status = presence === null ? nothing : isTyping ? words.say('people.typing') : presenceWord(words, presence);
  return html`<button type="button" class="person" data-person=${name} title=${words.say('people.write', { name })} @click=${() => page.places.writeTo(id)}>${seal(name, { presence })}<span class="who"><span class="name"><bdi>${name}</bdi></span><span class="status">${status}</span></span></button>`;
}
