import { commandsFor } from './commands.js';
import { isRoom, keyOf } from './conversation.js';
import { EMOJI_NAMES } from './emoji-names.js';
import { peopleIn } from './state.js';

const MOST = 6;

/**
 * What is being written just before the cursor that could be completed: {kind, from, word}, or null; `kind` is `person` (after
 * @), `room` (after #), `emoji` (after a colon) or `command`. `names` are the names of people and rooms that could be meant:
 * {person, room}; they may have spaces in them.
 */
export function wordAt(text, at, names) {
  const before = text.slice(0, at);
  const command = /^\/(\p{L}*)$/u.exec(before);
  if (command) return { kind: 'command', from: 0, word: command[1] };
  const emoji = /(?<![\p{L}\p{N}_:]):([a-z0-9_+-]{2,}):?$/u.exec(before);
  if (emoji) return { kind: 'emoji', from: emoji.index, word: emoji[1], length: emoji[0].length };
  return nameAt(before, 'person', '@', names) ?? nameAt(before, 'room', '#', names);
}

function nameAt(before, kind, mark, names) {
  const from = before.lastIndexOf(mark);
  if (from < 0 || from > 0 && /[\p{L}\p{N}_./]/u.test(before[from - 1])) return null;
  const word = before.slice(from + 1);
  if (word.includes('\n') || /^\s/.test(word)) return null;
  return word === '' || names[kind].some(name => placeIn(name, word) >= 0) ? { kind, from, word } : null;
}

/** Where `word` begins a word of `name`, whatever the case; -1 when it does not. */
export function placeIn(name, word) {
  const lower = name.toLocaleLowerCase();
  const wanted = word.toLocaleLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(lower[at - 1])) return at;
    if (wanted === '') return -1;
  }
  return -1;
}

/** Those of `all` whose name has a word that begins with `word`, the ones that begin with it first: {…, at}. */
export function matching(all, word, nameOf) {
  return all.map(one => ({ ...one, at: placeIn(nameOf(one), word) })).filter(({ at }) => at >= 0).sort((a, b) => Math.sign(a.at) - Math.sign(b.at));
}

/** What stands in the text for what is taken. */
const AS_TEXT = { person: ({ name }) => `@${name} `, room: ({ name }) => `#${name} `, emoji: ({ emoji }) => `${emoji} `, command: ({ name }) => `/${name} ` };

/** The list above the field: of people after @, rooms after #, emoji after a colon, commands after /. */
export class Suggestions {
  #store;
  #field;
  #replace;
  #word = null;

  /** {kind, name, length, at, …}: what is offered, the part of the name that is written already. */
  list = [];
  chosen = 0;

  /** `replace(from, to, text)` changes the text of `field()`. */
  constructor(store, field, replace) {
    this.#store = store;
    this.#field = field;
    this.#replace = replace;
  }

  /** After each change of the text. */
  look() {
    const field = this.#field();
    const all = this.#all();
    const names = Object.fromEntries(['person', 'room'].map(kind => [kind, all[kind].map(({ name }) => name)]));
    this.#word = field.selectionStart === field.selectionEnd ? wordAt(field.value, field.selectionStart, names) : null;
    this.#offer(this.#word === null ? [] : this.#matching(all[this.#word.kind]));
  }

  hide = () => this.#offer([]);

  /** Whether the key was for the list. */
  pressed(event) {
    if (this.list.length === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#choose((this.chosen + step + this.list.length) % this.list.length);
    else if (event.key === 'Enter' && this.#isWritten()) return this.hide() ?? false;
    else if (event.key === 'Enter' || event.key === 'Tab') this.take(this.chosen);
    else if (event.key === 'Escape') this.hide();
    else return false;
    event.preventDefault();
    return true;
  }

  take = number => {
    const { kind, from, word, length = 1 + word.length } = this.#word;
    this.#replace(from, from + length, AS_TEXT[kind](this.list[number]));
    this.hide();
  };

  /** The whole command stands there: Enter is for the message. */
  #isWritten() {
    return this.#word.kind === 'command' && this.list[this.chosen].name === this.#word.word;
  }

  /** All that could be meant, by its kind. */
  #all() {
    const { state } = this.#store;
    const rooms = new Set([...Object.keys(state.conversations).filter(isRoom).map(keyOf), ...state.rooms.keys()]);
    return {
      person: peopleIn(state, state.open).filter(({ id }) => id !== state.me.id).map(({ id, username }) => ({ kind: 'person', id, name: username })).sort(byName),
      room: [...rooms].map(name => ({ kind: 'room', name })).sort(byName),
      emoji: EMOJI_NAMES,
      command: commandsFor(state.me).map(command => ({ kind: 'command', ...command })),
    };
  }

  #matching(all) {
    const { word } = this.#word;
    return matching(all, word, ({ name }) => name).slice(0, MOST).map(one => ({ ...one, length: word.length }));
  }

  #offer(list) {
    if (list.length === 0 && this.list.length === 0) return;
    this.list = list;
    this.#choose(0);
  }

  #choose(number) {
    this.chosen = number;
    this.#store.dispatchEvent(new Event('change'));
  }
}

const byName = (a, b) => a.name.localeCompare(b.name);
