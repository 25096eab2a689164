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
    this.#due.set(id, upTo);
    this.#timer ??= setTimeout(() => this.#tell(), TELL_AFTER);
  }

  /** The server says how far it knows of. */
  known(id, upTo) {
    this.#told.set(id, upTo);
    const { lastRead } = this.#store.state.conversations[id] ?? {};
    const newest = newestIn(this.#store.state.conversations[id]);
    if (Math.min(lastRead, newest) > upTo) {
      this.#due.set(id, Math.min(lastRead, newest));
      this.#timer ??= setTimeout(() => this.#tell(), TELL_AFTER);
    }
  }

  forget() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#due.clear();
    this.#told.clear();
  }

  #tell() {
    this.#timer = null;
    const connection = this.#connection();
    for (const [id, upTo] of this.#due) connection?.request('read', { ...placeOf(id), id: upTo }).catch(() => this.#told.delete(id));
    this.#due.clear();
  }
}
