import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { isRoom } from './conversation.js';
import { icon } from './icon.js';
import { messageView } from './message-view.js';
import { find } from './messages.js';
import { dayOf, rows } from './rows.js';
import { nameOf } from './state.js';

/** What was said. The list is one stop for Tab; the arrows move inside it (chat/log-keys.js). */
export function logView(page) {
  const { words, state, extras: { acts } } = page;
  const { id, pending, fresh, gap, unread } = state.conversations[state.open];
  const isAtEnd = page.reader.window.isAtEnd;
  const log = rows(isAtEnd ? [...page.messages, ...pending] : page.messages, { fresh, gap });
  const last = log.findLast(row => row.kind === 'message')?.key;
  const isEmpty = log.length === 0;
  return html`
    <div class="conversation">
      <div class="scroller" id="scroller" @scroll=${page.reader.scrolled}><div class="log" role="log" aria-live="off" aria-label=${words.say('log.label', { room: nameOf(state, id) })}>
        ${isEmpty ? empty(page, id) : nothing}
        <ol class="messages" id="messages" ?hidden=${isEmpty} @keydown=${page.logKeys} @pointerover=${acts?.pointed} @focusin=${acts?.pointed} @pointerleave=${acts?.left}
          @pointerdown=${acts?.held} @pointermove=${acts?.moved} @pointerup=${acts?.lifted} @pointercancel=${acts?.released} @contextmenu=${acts?.unasked}>
          ${earlier(page)}
          ${repeat(log, row => `${id} ${row.key}`, row => guard(known(page, row, row.key === last), () => view(page, id, row, row.key === last)))}
          ${isAtEnd ? nothing : html`<li class="edge" data-edge="later" aria-hidden="true"></li>`}
        </ol>
      </div></div>
      <button type="button" class="latest" id="latest" ?hidden=${!page.reader.isAbove && isAtEnd} @click=${page.toLatest}>${icon('latest', 'small')}${words.say('log.latest')}${
        unread > 0 ? html`<span class="count mention">${unread}</span>` : nothing}</button>
      ${toastView(words, page.toast)}
    </div>`;
}

/** All that a row is made of: while it stays, the row does. */
function known({ words, state, isUp, extras, attaching, missing }, row, isLast) {
  const { me } = state;
  if (row.kind === 'message') {
    const { message, key } = row;
    const replied = message.replyTo && find(state.conversations[state.open].messages, message.replyTo);
    return [message, row.continues, isLast, words, me.name, message.id === undefined && isUp, message.id === undefined && attaching.desk, extras.acts?.at === key, replied, missing];
  }
  if (row.kind === 'gap') return ['gap', words, state.conversations[state.open].loading, isUp];
  return [row.kind, row.at, row.count, words, dayOf(Date.now())];
}

function view(page, id, row, isLast) {
  const { words } = page;
  switch (row.kind) {
    case 'day': return html`<li class="day"><h2><time datetime=${dayOf(row.at)}>${dayOf(row.at) === dayOf(Date.now()) ? words.say('log.today') : words.day(row.at)}</time></h2></li>`;
    case 'fresh': return html`<li class="fresh" id="new"><span>${words.count('log.newMessages', row.count)}</span></li>`;
    case 'gap': return gap(page, id);
    default: return messageView(page, id, row, { isLast, hasActs: page.extras.acts?.at === row.key });
  }
}

function gap({ words, state, session, isUp }, id) {
  const isLoading = state.conversations[id].loading === 'gap';
  return html`<li class="gap" id="gap"><span>${words.say('log.gap')}</span> <button type="button" class="textbutton" id="load-gap" ?disabled=${!isUp || isLoading} @click=${() => session.fill(id)}>${words.say(isLoading ? 'log.loading' : 'log.gapLoad')}</button></li>`;
}

/** The way to what was said before: by itself when one comes near, and by a button. */
function earlier({ words, state, messages, reader, isUp }) {
  const { more, loading, messages: all } = state.conversations[state.open];
  if (messages.length === 0 || !more && !reader.window.hasEarlier(all)) return nothing;
  if (state.late && !reader.window.hasEarlier(all)) return html`<li class="earlier late"><b>${words.say('empty.history')}</b> <span>${words.say('empty.historyMore')}</span></li>`;
  const isLoading = loading === 'older';
  return html`<li class="earlier" data-edge=${loading === 'failed' ? nothing : 'earlier'}><button type="button" class="textbutton" id="load-earlier" aria-busy=${isLoading ? 'true' : nothing} ?disabled=${!isUp && !reader.window.hasEarlier(all)} @click=${reader.earlier}>${words.say(isLoading ? 'log.loading' : 'log.earlier')}</button></li>`;
}

function toastView(words, toast) {
  return html`<div class="toasts" id="toasts" role="status" @pointerover=${toast.hold} @pointerout=${toast.later} @focusin=${toast.hold} @focusout=${toast.later}>${
    toast.text === null ? nothing : html`<div class="toast"><span dir="auto">${toast.text}</span><button type="button" class="textbutton" @click=${toast.hide}>${words.say('action.ok')}</button></div>`}</div>`;
}

function empty({ words, state, isUp, missing: { post, read } }, id) {
  const [title, more] = state.late ? ['empty.history', 'empty.historyMore']
    : !isRoom(id) ? ['empty.direct', 'empty.directMore']
      : read ? ['empty.unread', 'empty.unreadMore'] : ['empty.room', post ? null : 'empty.roomMore'];
  if (!state.conversations[id].loaded && isUp && !state.late) return html`<div class="middle"></div>`;
  return html`<div class="middle"><div class="empty"><h2>${words.say(title)}</h2>${isUp && more ? html`<p dir="auto">${words.say(more, { name: nameOf(state, id) })}</p>` : nothing}</div></div>`;
}
