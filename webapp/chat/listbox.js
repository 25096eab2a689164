import { html } from '../vendor/lit-html/lit-html.js';
import { icon } from './icon.js';
import { presenceOf, presenceWord } from './people-view.js';
import { seal } from './seal.js';

/** A listbox that belongs to a field, `{prefix}-0` and on being its options. What is written already is marked in the names. */
export function listbox({ prefix, label, list, chosen, take, kind = '', option }) {
  return html`<div class="choices-list ${kind}" role="listbox" id=${prefix} aria-label=${label}>${list.map((one, i) => html`
    <div role="option" id="${prefix}-${i}" aria-selected=${i === chosen ? 'true' : 'false'} @pointerdown=${event => event.preventDefault()} @click=${() => take(i)}>${option(one)}</div>`)}</div>`;
}

/** A person, a room, an emoji, a command or a wish as the content of an option: {kind, name, at, length}. */
export function optionView({ words, state }, one) {
  const name = marked(one);
  switch (one.kind) {
    case 'person': return html`${seal(one.name)}${name}<span class="note">${presenceWord(words, presenceOf(state, one.id))}</span>`;
    case 'command': return html`<span dir="ltr">/${name} ${one.rest ? html`<i>${words.say(one.rest)}</i>` : ''}</span><span class="note">${words.say(one.label)}</span>`;
    case 'emoji': return html`<span class="emoji" aria-hidden="true">${one.emoji}</span><span dir="ltr">:${name}:</span>`;
    case 'new': return html`${icon('plus', 'small')}<span>${words.say('goto.new', { room: one.name })}</span>`;
    default: return html`${icon('hash', 'small')}${name}<span class="note">${one.note ?? ''}</span>`;
  }
}

function marked({ name, at, length }) {
  return html`<bdi>${name.slice(0, at)}<mark>${name.slice(at, at + length)}</mark>${name.slice(at + length)}</bdi>`;
}
