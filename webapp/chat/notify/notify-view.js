import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { isRoom } from '../conversation.js';
import { icon } from '../icon.js';
import { LEVELS } from '../levels.js';
import { listed } from '../rooms-view.js';
import { nameOf } from '../state.js';
import { tone } from './tone.js';

/** What one wants to be told of, and how. */
export function notifyView(page, notifying) {
  const { words, state } = page;
  const { choices } = notifying;
  const ids = [state.open, ...listed(state, words.order).filter(id => id !== state.open)];
  return html`<dialog class="dialog notify" id="notify" aria-labelledby="h-notify">
    <h2 id="h-notify">${words.say('notify.title')}</h2>
    ${permission(words, notifying, choices)}
    <label class="check"><input type="checkbox" id="notify-sound" .checked=${choices.sound} @change=${({ target }) => sound(notifying, target.checked)}>${words.say('notify.sound')}</label>
    <h3 id="h-levels">${words.say('notify.levels')}</h3>
    <ul class="levels" aria-labelledby="h-levels">${repeat(ids, id => id, id => row(page, notifying.levels, id))}</ul>
    <form class="choices" method="dialog"><button class="button primary">${words.say('action.done')}</button></form>
  </dialog>`;
}

function permission(words, notifying, { on }) {
  const state = globalThis.isSecureContext ? globalThis.Notification?.permission : undefined;
  if (state === 'granted') {
    return html`<label class="check"><input type="checkbox" id="notify-on" autofocus .checked=${on} @change=${({ target }) => turn(notifying, target.checked)}>${words.say('notify.on')}</label>`;
  }
  if (state === 'default') {
    return html`<p class="ask"><span>${words.say('notify.ask')}</span><button type="button" class="button" id="notify-ask" autofocus @click=${() => ask(notifying)}>${icon('bell', 'small')}${words.say('notify.allow')}</button></p>`;
  }
  return html`<p class="ask"><span>${words.say(state === 'denied' ? 'notify.denied' : 'notify.not')}</span></p>`;
}

async function ask(notifying) {
  const answer = await Notification.requestPermission();
  turn(notifying, answer === 'granted');
  document.getElementById('notify-on')?.focus();
}

function turn(notifying, on) {
  notifying.choose({ on });
  notifying.ready();
}

function sound(notifying, isOn) {
  notifying.choose({ sound: isOn });
  notifying.ready();
  if (isOn) tone();                                 // so that one knows what to listen for
}

function row({ words, state }, levels, id) {
  const level = levels.of(id);
  const name = nameOf(state, id);
  const offered = isRoom(id) ? LEVELS : LEVELS.filter(one => one !== 'mentions');
  const said = { all: words.say('notify.all'), mentions: words.say('notify.mentions'), none: words.say('notify.none') };
  return html`<li>${icon(level === 'none' ? 'quiet' : isRoom(id) ? 'hash' : 'at', 'small')}<label for=${`level ${id}`}><bdi>${name}</bdi>${id === state.open ? html`<span class="here">${words.say('notify.here')}</span>` : nothing}</label>
    <select class="input small" id=${`level ${id}`} data-level-of=${id} @change=${({ target }) => levels.choose(id, target.value)}>
      ${offered.map(one => html`<option value=${one} .selected=${one === level}>${said[one]}</option>`)}
    </select></li>`;
}
