import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { isRoom } from './conversation.js';
import { icon } from './icon.js';
import { seal } from './seal.js';
import { namesIn } from './state.js';

/** Who is in the open conversation; choosing somebody opens a private one. */
export function peopleView(page) {
  const { words, state } = page;
  const names = [...namesIn(state, state.open)].sort(words.order);
  return html`
    <aside class="people" id="people" popover aria-labelledby="h-people">
      <header><h2 id="h-people">${words.say(isRoom(state.open) ? 'people.title' : 'people.direct')}</h2><button type="button" class="button bare drawer-only" popovertarget="people" popovertargetaction="hide" aria-label=${words.say('people.close')}>${icon('close')}</button></header>
      <div class="lists">
        ${page.isUp
          ? [group(page, words.say('people.online'), names.filter(name => state.users.includes(name)), 'online'),
            group(page, words.say('people.offline'), names.filter(name => !state.users.includes(name)), 'offline')]
          : group(page, words.say('people.before'), names, null)}
      </div>
    </aside>`;
}

function group(page, title, names, presence) {
  if (names.length === 0) return nothing;
  return html`<h3>${title} <span>${names.length}</span></h3>
    <ul>${repeat(names, name => name, name => html`<li>${person(page, name, presence)}</li>`)}</ul>`;
}

function person(page, name, presence) {
  const { words, state } = page;
  if (name === state.me.name) {
    return html`<div class="person" data-person=${name}>${seal(name, { own: true, presence })}<span class="who"><span class="name"><bdi>${name}</bdi></span><span class="status">${words.say('people.you')}</span></span></div>`;
  }
  const isTyping = Object.hasOwn(state.conversations[state.open].typing, name);
  const status = presence === null ? nothing : words.say(isTyping ? 'people.typing' : presence === 'online' ? 'presence.online' : 'presence.offline');
  return html`<button type="button" class="person" data-person=${name} title=${words.say('people.write', { name })} @click=${() => page.writeTo(name)}>${seal(name, { presence })}<span class="who"><span class="name"><bdi>${name}</bdi></span><span class="status">${status}</span></span></button>`;
}
