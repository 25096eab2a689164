import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { voice } from '../lib/people.js';
import { isRoom, nameOf } from './conversation.js';
import { icon } from './icon.js';
import { explain } from './problems.js';
import { richText } from './rich-text.js';
import { dayOf, rows } from './rows.js';
import { seal } from './seal.js';

/** What was said. The list is one stop for Tab; the arrows move inside it (chat/log-keys.js). */
export function logView(page) {
  const { words, state } = page;
  const { id, messages, fresh } = state.conversations[state.open];
  const log = rows(messages, fresh);
  const last = messages.findLast(message => message.kind !== 'away')?.key;
  return html`
    <div class="conversation">
      <div class="scroller" id="scroller" @scroll=${page.scrolled}><div class="log" role="log" aria-live="off" aria-label=${words.say('log.label', { room: nameOf(id) })}>
        ${log.length === 0 ? empty(words, id, page.isUp) : nothing}
        <ol class="messages" id="messages" ?hidden=${log.length === 0} @keydown=${page.logKeys}>${guard([id, messages, fresh, words, state.me, page.isUp, dayOf(Date.now())], () =>
          repeat(log, row => row.key, row => view(page, id, row, last)))}</ol>
      </div></div>
      <button type="button" class="latest" id="latest" ?hidden=${!page.isAbove} @click=${page.toLatest}>${icon('latest', 'small')}${words.say('log.latest')}${
        state.conversations[id].unread > 0 ? html`<span class="count mention">${state.conversations[id].unread}</span>` : nothing}</button>
      ${toastView(words, page.toast)}
    </div>`;
}

function toastView(words, toast) {
  return html`<div class="toasts" id="toasts" role="status" @pointerover=${toast.hold} @pointerout=${toast.later} @focusin=${toast.hold} @focusout=${toast.later}>${
    toast.text === null ? nothing : html`<div class="toast"><span dir="auto">${toast.text}</span><button type="button" class="textbutton" @click=${toast.hide}>${words.say('action.ok')}</button></div>`}</div>`;
}

function empty(words, id, isUp) {
  const more = isRoom(id) ? words.say('empty.roomMore') : words.say('empty.directMore', { name: nameOf(id) });
  return html`<div class="middle"><div class="empty"><h2>${isRoom(id) ? words.say('empty.room') : words.say('empty.direct')}</h2>${isUp ? html`<p dir="auto">${more}</p>` : nothing}</div></div>`;
}

function view(page, id, row, last) {
  const { words } = page;
  switch (row.kind) {
    case 'day': return html`<li class="day"><h2><time datetime=${dayOf(row.at)}>${dayOf(row.at) === dayOf(Date.now()) ? words.say('log.today') : words.day(row.at)}</time></h2></li>`;
    case 'fresh': return html`<li class="fresh" id="new"><span>${words.count('log.newMessages', row.count)}</span></li>`;
    case 'away': return html`<li class="gap"><span>${gap(words, row)}</span></li>`;
    default: return message(page, id, row, last);
  }
}

function gap(words, { from, to }) {
  const [a, b] = [words.time(from), words.time(to)];
  return a === b ? words.say('log.awayBriefly', { a }) : words.say('log.away', { a, b });
}

function message(page, id, { message: said, continues }, last) {
  const { words, state } = page;
  const { key, name, own, status, callsMe } = said;
  const pending = status === 'sending' || status === 'waiting';
  const classes = ['message', continues && 'continues', own && 'own', callsMe && 'mentions', pending && 'is-sending', status === 'failed' && 'is-failed'];
  return html`<li class=${classes.filter(Boolean).join(' ')} data-key=${key} data-author=${name} data-status=${status} tabindex=${key === last ? '0' : '-1'}>
    ${continues ? html`<span class="visually-hidden">${name}</span>`
      : html`<span class="voice" data-voice=${own ? 'own' : voice(name)}><bdi>${name}</bdi></span>${seal(name, { own })}`}
    <div class="said">${guard([said.text, words], () => richText(said.text, { names: said.calls, me: own ? null : state.me.name, copyLabel: words.say('code.copy'), copied: page.copyCode }))}${delivery(page, id, said)}</div>
    <time datetime=${new Date(said.at).toISOString()} title=${words.exactly(said.at)}>${words.time(said.at)}</time>
  </li>`;
}

function delivery({ words, session, isUp }, id, { key, status, slow, problem }) {
  const discard = html`<button type="button" class="textbutton" @click=${() => session.discard(id, key)}>${words.say('message.delete')}</button>`;
  if (status === 'waiting') return html`<p class="state">${icon('clock', 'small')}<span>${words.say(isUp ? 'message.held' : 'message.waiting')}</span><span class="choices">${discard}</span></p>`;
  if (status === 'sending' && slow) return html`<p class="state">${icon('clock', 'small')}${words.say('message.sending')}</p>`;
  if (status !== 'failed') return nothing;
  return html`<p class="state failed" role="alert">${icon('alert', 'small')}<span>${words.say('message.failed')} ${explain(words, problem)}</span><span class="choices">
    <button type="button" class="textbutton" @click=${() => session.retry(id, key)}>${words.say('message.retry')}</button>
    ${discard}</span></p>`;
}
