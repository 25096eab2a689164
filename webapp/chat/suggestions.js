import { peopleIn } from './state.js';
import { COMMANDS } from './commands.js';

const MOST = 6;

/**
 * What is being written just before the cursor that could be completed: {kind: 'person' | 'command', from, word}, or null.
 * `people` are the names that could be meant; names may have spaces in them.
 */
export function wordAt(text, at, people) {
  const before = text.slice(0, at);
  const command = /^\/(\p{L}*)$/u.exec(before);
  if (command) return { kind: 'command', from: 0, word: command[1] };
  const from = before.lastIndexOf('@');
  if (from < 0 || from > 0 && /[\p{L}\p{N}_.]/u.test(before[from - 1])) return null;
  const word = before.slice(from + 1);
  if (word.includes('\n') || /^\s/.test(word)) return null;
  return word === '' || people.some(name => placeIn(name, word) >= 0) ? { kind: 'person', from, word } : null;
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

/** The list above the field, of people after @ and of commands after /. */
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
    const people = this.#people();
    this.#word = field.selectionStart === field.selectionEnd
      ? wordAt(field.value, field.selectionStart, people.map(({ name }) => name)) : null;
    this.#offer(this.#word === null ? [] : this.#matching(people));
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
    const { name } = this.list[number];
    const { kind, from, word } = this.#word;
    this.#replace(from, from + 1 + word.length, `${kind === 'person' ? '@' : '/'}${name} `);
    this.hide();
  };

  /** The whole command stands there: Enter is for the message. */
  #isWritten() {
    return this.#word.kind === 'command' && this.list[this.chosen].name === this.#word.word;
  }

  #people() {
    const { state } = this.#store;
    return peopleIn(state, state.open).filter(({ id }) => id !== state.me.id)
      .map(({ id, username }) => ({ kind: 'person', id, name: username })).sort((a, b) => a.name.localeCompare(b.name));
  }

  #matching(people) {
    const { kind, word } = this.#word;
    const all = kind === 'person' ? people : COMMANDS.map(command => ({ kind: 'command', ...command }));
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
