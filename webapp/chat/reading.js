import { placeOf } from './conversation.js';
import { newestIn } from './conversations.js';

/** How far one has read: shown at once, told to the server at most twice a second, and again after a break. */
const TELL_AFTER = 500;

export class Reading {
  #store;
  #connection;
  #told = new Map();
  #due = new Map();
  #timer = null;

  /** `connection()` is the one that is up, or null. */
  constructor(store, connection) {
    this.#store = store;
    this.#connection = connection;
  }

  /** Somebody looks at the end of that conversation. */
  look(id) {
    const conversation = this.#store.state.conversations[id];
    const upTo = newestIn(conversation);
    if (upTo === 0 || !conversation.loaded) return;
    this.#store.dispatch({ type: 'read', id, upTo });
    if (upTo <= (this.#told.get(id) ?? 0)) return;
    this.#told.set(id, upTo);
    this.#owe(id, upTo);
  }

  /** The server says how far it knows of. */
  known(id, upTo) {
    this.#told.set(id, upTo);
    const { lastRead } = this.#store.state.conversations[id] ?? {};
    const newest = newestIn(this.#store.state.conversations[id]);
    if (Math.min(lastRead, newest) > upTo) this.#owe(id, Math.min(lastRead, newest));
  }

  /** There is a connection again: what was read without one is told now. */
  again() {
    this.#tell();
  }

  #owe(id, upTo) {
    this.#due.set(id, upTo);
    this.#timer ??= setTimeout(() => this.#tell(), TELL_AFTER);
  }

  forget() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#due = new Map();                          // what is still on its way comes back to the old one
    this.#told.clear();
  }

  #tell() {
    this.#timer = null;
    const connection = this.#connection();
    if (connection === null) return;
    const due = this.#due;
    const owed = [...due];
    due.clear();
    for (const [id, upTo] of owed) {
      connection.request('read', { ...placeOf(id), id: upTo }).catch(({ code }) => {
        this.#told.delete(id);
        if (code === 'LOST' && !due.has(id)) due.set(id, upTo);
      });
    }
  }
}
