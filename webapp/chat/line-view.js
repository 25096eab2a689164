import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon } from './icon.js';
import { aboutClose, explain, tooLarge } from './problems.js';
import { transportName } from './transport-name.js';

/** The line between what was said and what you write: whole when connected, a banner when open. */
export function lineView(page) {
  const { line } = page.state;
  if (line.back) return broken(line.phase, banner('back', 'check', 'status', page.words.say('line.back')));
  if (line.phase === 'connected' || !line.shown) return whole(page);
  return broken(line.phase, open(page));
}

function whole(page) {
  const { words, state } = page;
  return html`<div class="line" id="line" data-phase=${state.line.phase}>
    <span class="typing">${typing(words, Object.values(state.conversations[state.open].typing).map(({ name }) => name))}</span>
    <button type="button" class="link" id="connection" popovertarget="transport" @click=${page.openings.needConnection}><span class="dot"></span>${words.say('line.connected')}<span class="detail">${transportName(words, state.wire)}</span>${page.roundTrip === null ? nothing : html`<span class="detail figures"><bdi>${words.milliseconds(page.roundTrip)}</bdi></span>`}</button>
  </div>`;
}

function typing(words, names) {
  if (names.length === 0) return nothing;
  const [a, b, c] = names.map(name => html`<b><bdi>${name}</bdi></b>`);
  const said = names.length === 1 ? words.parts('typing.one', { a })
    : names.length === 2 ? words.parts('typing.two', { a, b })
      : names.length === 3 ? words.parts('typing.three', { a, b, c })
        : [words.count('typing.many', names.length)];
  return html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span class="names">${said}</span>`;
}

const broken = (phase, content) => html`<div class="line broken" id="line" data-phase=${phase}>${content}</div>`;

function open(page) {
  const { words, state: { line }, session: { lifeline, waiting } } = page;
  const now = () => lifeline.retryNow();
  switch (line.phase) {
    case 'offline':
      return banner('offline', 'offline', 'status', words.say('line.offline'),
        waiting > 0 ? words.count('line.offlineMore', waiting) : words.say('line.offlineNone'));
    case 'replaced':
      return banner('replaced', 'screen', 'status', words.say('close.4409'), words.say('close.4409More'),
        html`<button type="button" class="button" @click=${now}>${words.say('line.useHere')}</button>`);
    case 'refused': {
      const about = aboutClose(line);
      const says = about.says === 'line.lost' && typeof line.code === 'string' ? explain(words, line) : words.say(about.says);
      return banner('refused', about.icon === 'broken' ? 'alert' : about.icon, 'alert', says, words.say('line.keptShort'),
        about.reload ? html`<button type="button" class="button" @click=${() => location.reload()}>${words.say('line.reload')}</button>`
          : html`<button type="button" class="button" @click=${line.code === 4401 && page.session.account ? page.signing.desk.askAgain : now}>${words.say(line.code === 4401 ? 'line.signIn' : 'line.again')}</button>`);
    }
    case 'stopped':
      return banner('offline', 'plug', 'status', words.say('line.stopped'), words.say('line.kept'),
        html`<button type="button" class="button" @click=${now}>${words.say('line.now')}</button>`);
    default: return trying(page, now);
  }
}

function trying(page, now) {
  const { words, state: { line, wire }, session: { lifeline } } = page;
  const about = aboutClose(line);
  const says = line.code === 1009 && wire.largest ? tooLarge(words, wire.largest) : words.say(about.says);
  const left = line.phase === 'waiting' ? Math.max(1, Math.ceil((line.retryAt - Date.now()) / 1_000)) : 0;
  const countdown = left > 0 ? words.say('line.nextTry', { n: words.number(left) }) : words.say('line.trying');
  return banner('', about.icon, 'status', says, words.say('line.kept'),
    html`<button type="button" class="button" @click=${now}>${words.say('line.now')}</button><button type="button" class="button quiet" @click=${() => lifeline.stop()}>${words.say('line.stop')}</button>`,
    countdown);
}

function banner(kind, picture, role, says, more = null, choices = nothing, countdown = null) {
  return html`<div class="banner ${kind}" role=${role} aria-atomic="false">${icon(picture)}<p><strong>${says}</strong>${
    countdown === null ? nothing : html` <span class="countdown" aria-live="off">${countdown}</span>`}${
    more === null ? nothing : html` <span class="more">${more}</span>`}</p>${choices === nothing ? nothing : html`<div class="choices">${choices}</div>`}</div>`;
}
