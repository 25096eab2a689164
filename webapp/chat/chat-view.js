import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { composerView } from './composer-view.js';
import { LOBBY_ID, isRoom } from './conversation.js';
import { icon } from './icon.js';
import { lineView } from './line-view.js';
import { logView } from './log-view.js';
import { peopleView } from './people-view.js';
import { roomsView } from './rooms-view.js';
import { seal } from './seal.js';
import { isHere, nameOf, peopleIn } from './state.js';

export function chatView(page) {
  return html`
    <a class="skip" href="#composer" @click=${page.skip}>${page.words.say('a11y.skip')}</a>
    ${roomsView(page)}
    <main class="sheet" id="sheet">
      ${head(page)}
      ${logView(page)}
      <div class="foot">${lineView(page)}${composerView(page)}</div>
      ${page.attaching.drop(page)}
    </main>
    ${peopleView(page)}
    ${page.searching.view(page)}
    ${page.notifying.view(page)}
    ${page.extras.transportView?.(page)}
    ${page.extras.settingsView?.(page)}
    ${page.signing.view(page)}
    ${page.extras.dialogs?.(page)}
    ${page.extras.gotoDialog?.(page)}
    ${page.extras.helpDialog?.(page)}
    ${page.extras.messageMenu?.(page)}
    ${page.extras.emojiView?.(page)}`;
}

function head(page) {
  const { words, state } = page;
  const { open } = state;
  const unread = Object.values(state.conversations).filter(one => one.unread > 0 && one.id !== open && !page.levels.isQuiet(one.id));
  const meant = unread.some(one => one.mentions > 0 || !isRoom(one.id));
  const people = peopleIn(state, open).length;
  return html`<header class="head">
    <button type="button" class="button bare menu-button" id="open-rooms" popovertarget="rooms" aria-label=${unread.length ? words.count('rooms.openUnread', unread.length) : words.say('rooms.open')}>${icon('menu')}${
      unread.length ? html`<span class="count ${meant ? 'mention' : ''}" aria-hidden="true">${unread.length}</span>` : nothing}</button>
    <div class="title"><h1 id="title" tabindex="-1">${isRoom(open) ? icon('hash') : seal(nameOf(state, open), { kind: 'inline' })}<span dir="auto">${nameOf(state, open)}</span></h1>${topic(page)}</div>
    <div class="tools">
      ${page.missing.read ? nothing : searchButton(page)}
      ${isRoom(open) ? html`<button type="button" class="button bare people-button" id="open-people" popovertarget="people" aria-label=${words.count('people.button', people)}>${icon('people')}<span class="figures" aria-hidden="true">${people}</span></button>` : nothing}
      ${isRoom(open) && open !== LOBBY_ID ? html`<button type="button" class="button bare" id="ask-leave" aria-label=${words.say('room.leaveButton')} title=${words.say('room.leaveButton')} @click=${() => page.openings.wish('askToLeave')}>${icon('leave', 'turns')}</button>` : nothing}
      ${isRoom(open) ? nothing : html`<button type="button" class="button bare" id="close-direct" aria-label=${words.say('direct.close')} title=${words.say('direct.close')} @click=${page.places.closeDirect}>${icon('close')}</button>`}
    </div>
  </header>`;
}

function searchButton({ words, state, searching }) {
  const label = words.say(isRoom(state.open) ? 'search.inRoom' : 'search.inDirect');
  return html`<button type="button" class="button bare" id="open-search" aria-label=${label} title=${label} aria-expanded=${searching.isOpen ? 'true' : 'false'} @click=${searching.toggle}>${icon('search')}</button>`;
}

/** What it is about: in a room a button, as whoever may write there may change that. */
function topic({ words, state, isUp, openings, missing }) {
  const { open } = state;
  if (!isRoom(open)) return html`<p class="topic" dir="auto">${words.say(isUp && !isHere(state, open) ? 'topic.directGone' : 'topic.direct', { name: nameOf(state, open) })}</p>`;
  const about = state.conversations[open].topic || (open === LOBBY_ID ? words.say('topic.lobby') : words.say('topic.none'));
  if (missing.post) return html`<p class="topic" dir="auto">${about}</p>`;
  return html`<p class="topic"><button type="button" class="change-topic" id="change-topic" title=${words.say('topic.change')} @click=${() => openings.wish('askForTopic')}><span dir="auto">${about}</span><span class="visually-hidden">, ${words.say('topic.change')}</span></button></p>`;
}
