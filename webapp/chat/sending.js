import { Outbox } from '../lib/outbox.js';
import { placeOf } from './conversation.js';
import { randomKey } from './stay.js';

/**
 * One's own messages on their way. Each has a nonce from the moment it is written; the server says nothing twice that has
 * the same, so whatever was in flight when the connection broke is simply sent again.
 */
const SLOW_AFTER = 400;

export class Sending {
  #store;
  #queues;
  #outbox;
  #lastDate = 0;
  #namespace = null;

  /** `held(ms)` is told when the server wants a pause. */
  constructor(store, queues, held) {
    this.#store = store;
    this.#queues = queues;
    this.#outbox = new Outbox({
      keep: entries => { if (this.#namespace) this.#queues.write(this.#namespace, entries); },
      on: {
        sending: entry => this.#sending(entry),
        sent: (entry, answer) => store.dispatch({ type: 'said', id: entry.id, key: entry.key, messageId: answer.id, date: answer.date }),
        waiting: entry => this.#delivery(entry, { status: 'waiting' }),
        refused: (entry, problem) => this.#delivery(entry, { status: 'failed', problem }),
        held,
      },
    });
  }

  get waiting() {
    return this.#outbox.entries.length;
  }

  /** Shows and takes up again what was left waiting in this namespace. */
  async begin(namespace) {
    this.#namespace = null;
    this.#outbox.restore([]);
    this.#namespace = namespace;
    const left = await this.#queues.take(namespace);
    if (this.#namespace !== namespace) return;
    const known = new Set(this.#outbox.entries.map(({ key }) => key));
    const missing = left.filter(({ key }) => !known.has(key));
    for (const entry of missing) this.#show(entry, 'waiting');
    this.#outbox.restore([...missing, ...this.#outbox.entries]);
  }

  end() {
    this.#outbox.shut();
    this.#outbox.restore([]);
    this.#namespace = null;
    this.#queues.forget();
  }

  open(connection) {
    this.#outbox.open(({ id, text, key, replyTo, file }) =>
      connection.request('new message', { message: text, nonce: key, ...(replyTo ? { replyTo } : {}), ...(file ? { file: file.id } : {}), ...placeOf(id) }));
  }

  shut() {
    this.#outbox.shut();
  }

  /** The server choked on the one that was in flight. */
  refuseOldest(problem) {
    this.#outbox.refuseOldest(problem);
  }

  /** Takes a text on its way; false when too many wait already. */
  say(id, text, { replyTo, file } = {}) {
    if (this.#outbox.isFull) return false;
    this.#lastDate = Math.max(Date.now(), this.#lastDate + 1);
    const entry = { key: randomKey(), id, text, date: this.#lastDate, ...(replyTo ? { replyTo } : {}), ...(file ? { file } : {}) };
    this.#show(entry, 'sending');
    this.#outbox.add(entry);
    return true;
  }

  /** A message that was shown while its file was on its way to the server, and can go now. */
  carry(id, key, file) {
    const message = this.#store.state.conversations[id]?.pending.find(one => one.key === key);
    if (!message) return;
    const { text, date, replyTo } = message;
    this.#delivery({ id, key }, { status: 'sending', file });
    this.#outbox.add({ key, id, text, date, file, ...(replyTo ? { replyTo } : {}) });
  }

  /** Again, as a new message; false when too many wait already. */
  retry(id, key) {
    const message = this.#store.state.conversations[id]?.pending.find(one => one.key === key);
    if (!message) return true;
    if (this.#outbox.isFull) return false;
    this.discard(id, key);
    return this.say(id, message.text, message);
  }

  discard(id, key) {
    this.#outbox.remove(key);
    this.#store.dispatch({ type: 'removed', id, key });
  }

  /** It has come back by itself: from before a break, or from another tab. */
  arrived(nonce) {
    if (this.#outbox.entries.some(({ key }) => key === nonce)) this.#outbox.arrived(nonce);
  }

  #show({ id, key, text, date, replyTo, file }, status) {
    this.#store.dispatch({ type: 'composed', id, message: { key, text, date, replyTo, file, status } });
  }

  #sending(entry) {
    this.#delivery(entry, { status: 'sending', slow: false, problem: null });
    setTimeout(() => this.#delivery(entry, { slow: true }), SLOW_AFTER);
  }

  #delivery({ id, key }, change) {
    this.#store.dispatch({ type: 'delivery', id, key, ...change });
  }
}
