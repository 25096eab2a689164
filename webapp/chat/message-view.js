import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { plain } from '../lib/markup.js';
import { voice } from '../lib/people.js';
import { linkTo } from './conversation.js';
import { fileView } from './file-view.js';
import { icon } from './icon.js';
import { find } from './messages.js';
import { explain } from './problems.js';
import { reactionsView } from './reactions-view.js';
import { richText } from './rich-text.js';
import { seal } from './seal.js';

/** One message, the server's or one's own on its way; `hasActs`: it is pointed at, or has the focus. */
export function messageView(page, id, { message, continues }, { isLast, hasActs }) {
  const { words, state } = page;
  const { key, own, callsMe, deleted } = message;
  const name = own ? state.me.name : message.name;
  const status = message.status ?? 'sent';
  const pending = status === 'sending' || status === 'waiting' || status === 'uploading';
  const classes = ['message', continues && 'continues', own && 'own', callsMe && !deleted && 'mentions', pending && 'is-sending', status === 'failed' && 'is-failed'];
  return html`<li class=${classes.filter(Boolean).join(' ')} data-key=${key} data-id=${message.id ?? nothing} data-author=${name} data-status=${status} tabindex=${isLast ? '0' : '-1'}>
    ${continues ? html`<span class="visually-hidden">${name}</span>`
      : html`<span class="voice" data-voice=${own ? 'own' : voice(name)}><bdi>${name}</bdi></span>${seal(name, { own })}`}
    <div class="said">${deleted ? html`<p class="tombstone">${icon('trash', 'small')}${words.say('message.deleted')}</p>`
      : html`${quote(page, id, message)}${said(page, message)}${fileView(page, message)}${reactionsView(page, message)}`}${delivery(page, id, message)}</div>
    <time datetime=${new Date(message.date).toISOString()} title=${words.exactly(message.date)}>${words.time(message.date)}</time>
    ${hasActs && message.id !== undefined && !deleted ? page.extras.actsView(page, message) : nothing}
  </li>`;
}

/** What it answers, in one line that leads there. */
function quote({ words, state, goTo }, id, { replyTo }) {
  if (!replyTo) return nothing;
  const go = event => {
    event.preventDefault();
    goTo(id, replyTo);
  };
  return html`<a class="quote" href=${linkTo(id, replyTo)} @click=${go}><span class="visually-hidden">${words.say('message.replyTo')} </span>${
    quoted(words, state, find(state.conversations[id].messages, replyTo))}</a>`;
}

/** A message in one line: whose, and how it begins. Nothing but words when it is gone, or not here yet. */
export function quoted(words, state, message) {
  if (!message) return words.say('message.earlier');
  const { own, name, deleted, text, file } = message;
  return html`<b data-voice=${own ? 'own' : voice(name)}><bdi>${own ? state.me.name : name}</bdi></b> <bdi>${deleted ? words.say('message.deleted') : plain(text.slice(0, 300)) || file?.name}</bdi>`;
}

function said({ words, state, copyCode }, { text, calls, own, edited, file }) {
  if (file && text === '') return nothing;
  return guard([text, calls, edited, words, state.me.name], () => {
    const nodes = richText(text, { names: calls, me: own ? null : state.me.name, copyLabel: words.say('code.copy'), copied: copyCode });
    return edited ? withMark(nodes, words.say('message.edited')) : nodes;
  });
}

/** At the end of the last line, or below it when that is a block of code. */
function withMark(nodes, text) {
  const mark = document.createElement('span');
  mark.className = 'edited';
  mark.textContent = text;
  const last = nodes.at(-1);
  if (last.localName !== 'p') return [...nodes, mark];
  last.append(' ', mark);
  return nodes;
}

function delivery({ words, session, isUp }, id, { key, status, slow, problem, file }) {
  if (status === undefined || file && !file.id) return nothing;       // a file on its way says so itself
  const discard = html`<button type="button" class="textbutton" @click=${() => session.discard(id, key)}>${words.say('message.delete')}</button>`;
  if (status === 'waiting') return html`<p class="state">${icon('clock', 'small')}<span>${words.say(isUp ? 'message.held' : 'message.waiting')}</span><span class="choices">${discard}</span></p>`;
  if (status === 'sending' && slow) return html`<p class="state">${icon('clock', 'small')}${words.say('message.sending')}</p>`;
  if (status !== 'failed') return nothing;
  return html`<p class="state failed" role="alert">${icon('alert', 'small')}<span>${words.say('message.failed')} ${explain(words, problem)}</span><span class="choices">
    <button type="button" class="textbutton" @click=${() => session.retry(id, key)}>${words.say('message.retry')}</button>
    ${discard}</span></p>`;
}
