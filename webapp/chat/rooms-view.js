import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { LOBBY_ID, isRoom, keyOf, linkTo } from './conversation.js';
import { icon, mark } from './icon.js';
import { presenceOf, presenceWord } from './people-view.js';
import { seal } from './seal.js';
import { conversationsInOrder, nameOf } from './state.js';

/** The list at the start edge: rooms, people one writes with, rooms one could join, and oneself. */
export function roomsView(page) {
  const { words, state } = page;
  const { rooms, people, others } = conversationsInOrder(state, words.order);
  return html`
    <nav class="rooms" id="rooms" popover aria-label=${words.say('rooms.title')}>
      <header>
        <span class="brand">${mark}Parley${state.namespace === '/' ? nothing : html`<span class="namespace" dir="ltr" title=${words.say('signin.namespace')}>${state.namespace}</span>`}</span>
        <button type="button" class="button bare drawer-only" popovertarget="rooms" popovertargetaction="hide" aria-label=${words.say('rooms.close')}>${icon('close')}</button>
      </header>
      <button type="button" class="goto" id="go-to" @click=${page.openings.showGoto}>${icon('search', 'small')}<span>${words.say('rooms.goto')}</span><kbd class="kbd">Ctrl K</kbd></button>
      <div class="lists">
        <section aria-labelledby="h-rooms">
          <header><h2 id="h-rooms">${words.say('rooms.title')}</h2>
            ${state.conversations[LOBBY_ID].missing.create ? nothing : html`<button type="button" class="button bare" id="create-room" aria-label=${words.say('rooms.create')} title=${words.say('rooms.create')} @click=${() => page.openings.wish('askForRoom')}>${icon('plus')}</button>`}</header>
          <ul>${repeat(rooms, id => id, id => entry(page, id))}</ul>
        </section>
        <section aria-labelledby="h-direct">
          <header><h2 id="h-direct">${words.say('rooms.direct')}</h2>
            <button type="button" class="button bare" id="start-direct" aria-label=${words.say('rooms.startDirect')} title=${words.say('rooms.startDirect')} @click=${page.openings.showGoto}>${icon('plus')}</button></header>
          ${people.length === 0 ? html`<p class="aside">${words.say('rooms.directHint')}</p>`
            : html`<ul>${repeat(people, id => id, id => entry(page, id))}</ul>`}
        </section>
        ${others.length === 0 ? nothing : html`<section aria-labelledby="h-others">
          <header><h2 id="h-others">${words.say('rooms.others')}</h2></header>
          <ul>${repeat(others, room => room, room => html`<li><button type="button" class="room other" data-room=${room} title=${words.say('rooms.join', { room })} @click=${() => page.places.join(room)}>
            ${icon('hash')}<span class="name"><bdi>${room}</bdi></span><span class="act" aria-hidden="true">${words.say('rooms.joinShort')}</span><span class="visually-hidden">${words.say('rooms.joinThis')}</span></button></li>`)}</ul>
        </section>`}
      </div>
      <footer>
        <button type="button" class="me" id="me" popovertarget="settings" @click=${page.openings.needSettings}>${seal(state.me.name, { own: true, kind: 'large', presence: page.isUp ? 'online' : 'offline' })}<span class="who"><b><bdi>${state.me.name}</bdi></b><span>${ownPresence(page)}</span></span>${icon('gear')}<span class="visually-hidden">${words.say('settings.open')}</span></button>
      </footer>
    </nav>`;
}

function entry(page, id) {
  const { words, state } = page;
  const isQuiet = page.levels.isQuiet(id);
  const { unread, mentions } = state.conversations[id];
  const direct = !isRoom(id);
  const name = nameOf(state, id);
  const presence = !page.isUp ? null : presenceOf(state, keyOf(id));
  return html`<li><a class="room ${unread && !isQuiet ? 'unread' : ''} ${isQuiet ? 'quiet' : ''}" href=${linkTo(id)} data-conversation=${id} data-name=${name} aria-current=${id === state.open ? 'page' : nothing} @click=${page.closeDrawers}>
    ${direct ? seal(name, { presence }) : icon(isQuiet ? 'quiet' : 'hash')}<span class="name"><bdi>${name}</bdi></span>${isQuiet ? html`<span class="visually-hidden">, ${words.say('rooms.quiet')}</span>${direct ? icon('quiet') : nothing}` : nothing}${
    direct && presence ? html`<span class="visually-hidden">, ${presenceWord(words, presence)}</span>` : nothing}
    ${count(words, unread, direct ? unread : mentions, { direct, isQuiet })}</a></li>`;
}

/** `meant`: how many of them are for oneself. A quiet room says only that, and calmly. */
function count(words, unread, meant, { direct, isQuiet }) {
  if (unread === 0 || isQuiet && (direct || meant === 0)) return nothing;
  return meant > 0
    ? html`<span class="count ${isQuiet ? '' : 'mention'}">@${meant}<span class="visually-hidden"> ${direct ? words.say('rooms.unread') : words.count('rooms.mentions', meant)}</span></span>`
    : html`<span class="count">${unread}<span class="visually-hidden"> ${words.say('rooms.unread')}</span></span>`;
}

function ownPresence({ words, state, isUp }) {
  if (isUp || !state.line.shown) return words.say('presence.online');
  return words.say(state.line.phase === 'connecting' || state.line.phase === 'waiting' ? 'presence.reconnecting' : 'presence.offline');
}

/** All ids in the order they are listed. */
export function listed(state, order) {
  const { rooms, people } = conversationsInOrder(state, order);
  return [...rooms, ...people];
}

