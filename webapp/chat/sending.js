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
  /** Kept beside what waits, each with its `problem`: what was refused, and what has a file that is not there yet. */
  #failed = [];
  #carried = [];

  /** `held(ms)` is told when the server wants a pause. */
  constructor(store, queues, held) {
    this.#store = store;
    this.#queues = queues;
    this.#outbox = new Outbox({
      keep: () => this.#keep(),
      on: {
        sending: entry => this.#sending(entry),
        sent: (entry, answer) => store.dispatch({ type: 'said', id: entry.id, key: entry.key, messageId: answer.id, date: answer.date }),
        waiting: entry => this.#delivery(entry, { status: 'waiting' }),
        refused: (entry, why) => {
          const problem = /^TOO_(BIG|LARGE)$/.test(why.code) ? { ...why, max: store.state.wire.largest } : why;
          this.#failed.push({ ...entry, problem });
          this.#keep();
          this.#delivery(entry, { status: 'failed', problem });
        },
        held,
      },
    });
    store.addEventListener('change', () => this.#forgetFailed());
  }

  get waiting() {
    return this.#outbox.entries.length;
  }

  /** Shows what was left in this namespace, and takes up again what waits. */
  async begin(namespace) {
    this.#namespace = null;
    this.#outbox.restore([]);
    this.#failed = [];
    this.#namespace = namespace;
    const left = await this.#queues.take(namespace);
    if (this.#namespace !== namespace) return;
    const known = new Set([...this.#outbox.entries, ...this.#failed].map(({ key }) => key));
    const missing = left.filter(({ key }) => !known.has(key));
    for (const entry of missing) this.#show(entry, entry.problem ? 'failed' : 'waiting');
    this.#failed.unshift(...missing.filter(({ problem }) => problem));
    this.#outbox.restore([...missing.filter(({ problem }) => !problem), ...this.#outbox.entries]);
  }

  end() {
    this.rest();
    this.#queues.forget();
  }

  /** Nothing is sent any more; what waits is kept for the next time. */
  rest() {
    this.#namespace = null;
    this.#outbox.shut();
    this.#outbox.restore([]);
    this.#failed = [];
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
    const message = this.#pending({ id, key });
    if (!message) return;
    const { text, date, replyTo } = message;
    this.#delivery({ id, key }, { status: 'sending', file });
    this.#outbox.add({ key, id, text, date, file, ...(replyTo ? { replyTo } : {}) });
  }

  /** Again, as a new message; false when too many wait already. */
  retry(id, key) {
    const message = this.#pending({ id, key });
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

  /** Messages whose files are on their way: as what failed they are kept, should the page be left before they are there. */
  carries(entries) {
    this.#carried = entries;
    this.#keep();
  }

  #keep() {
    if (this.#namespace) this.#queues.write(this.#namespace, [...this.#outbox.entries, ...this.#failed, ...this.#carried]);
  }

  /** What failed is kept for as long as it stands in the log. */
  #forgetFailed() {
    const still = this.#failed.filter(entry => this.#pending(entry));
    if (still.length === this.#failed.length) return;
    this.#failed = still;
    this.#keep();
  }

  #pending({ id, key }) {
    return this.#store.state.conversations[id]?.pending.find(one => one.key === key);
  }

  #show({ id, key, text, date, replyTo, file, problem }, status) {
    this.#store.dispatch({ type: 'composed', id, message: { key, text, date, replyTo, file, problem, status } });
  }

  #sending(entry) {
    this.#delivery(entry, { status: 'sending', slow: false, problem: null });
    setTimeout(() => this.#delivery(entry, { slow: true }), SLOW_AFTER);
  }

  #delivery({ id, key }, change) {
    this.#store.dispatch({ type: 'delivery', id, key, ...change });
  }
}
