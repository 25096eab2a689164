import { LOBBY_ID, keyOf } from './conversation.js';
import { matching } from './suggestions.js';
import { conversationsInOrder, nameOf } from './state.js';

const MOST = 8;

/** Going to a room or a person by name (Ctrl K): everything one is in, could join, or could write to. */
export class GoTo {
  #store;
  #places;
  #session;
  #screen;
  #words;

  list = [];
  chosen = 0;

  constructor({ store, session, places, screen, words }) {
    this.#store = store;
    this.#session = session;
    this.#places = places;
    this.#screen = screen;
    this.#words = words;
  }

  get #field() {
    return document.getElementById('goto-name');
  }

  /** The dialog must be here (chat/extras.js). */
  open() {
    this.#field.value = '';
    this.look();
    document.getElementById('goto').showModal();
    this.#field.focus();
  }

  look = () => {
    const word = this.#field.value.trim();
    const found = matching(this.#all(), word, ({ name }) => name).map(one => ({ ...one, length: word.length })).slice(0, MOST);
    const isNew = word !== '' && !this.#store.state.conversations[LOBBY_ID].missing.create && !found.some(one => one.kind === 'room' && one.name === word);
    this.list = isNew ? [...found, { kind: 'new', name: word }] : found;
    this.chosen = 0;
    this.#screen.draw();
  };

  pressed = event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || !step && event.key !== 'Enter') return;
    event.preventDefault();
    if (!step) this.take(this.chosen);
    else if (this.list.length > 0) {
      this.chosen = (this.chosen + step + this.list.length) % this.list.length;
      this.#screen.draw();
    }
  };

  take = number => {
    const one = this.list[number];
    if (!one) return;
    document.getElementById('goto').close();
    if (one.kind === 'person') this.#places.writeTo(one.id);
    else if (one.id) this.#session.open(one.id);
    else this.#places.join(one.name);
  };

  #all() {
    const { state } = this.#store;
    const { rooms, people, others } = conversationsInOrder(state, this.#words().order);
    const here = id => (id === state.open ? this.#words().say('goto.here') : unread(state.conversations[id]));
    const known = new Set(people.map(keyOf));
    return [
      ...rooms.map(id => ({ kind: 'room', id, name: nameOf(state, id), note: here(id) })),
      ...people.map(id => ({ kind: 'person', id: keyOf(id), name: nameOf(state, id) })),
      ...[...state.people.values()].filter(({ id }) => id !== state.me.id && !known.has(id)).map(({ id, username }) => ({ kind: 'person', id, name: username })),
      ...others.map(name => ({ kind: 'room', name, note: this.#words().say('rooms.joinShort') })),
    ];
  }
}

const unread = ({ unread: count }) => (count > 0 ? String(count) : '');
