import { indexAfter } from './messages.js';

/**
 * Which part of a long conversation is in the page: never more than some hundred messages, however many are known. It
 * follows the end, unless somebody has gone up so far that the end is out of it.
 *
 * `from` and `to` are ids: of the first message shown (0: from the beginning on) and of the last one (Infinity: to the end).
 */
export const STEP = 100;
export const MOST = 400;

export class LogWindow {
  #from = 0;
  #to = Infinity;

  /** A conversation is opened: at its end, or at the line of what is new. */
  arrive({ messages, fresh }) {
    this.#to = Infinity;
    const firstNew = fresh ? indexAfter(messages, fresh.after) : messages.length;
    const first = Math.max(0, Math.min(messages.length - STEP, firstNew - STEP / 2));
    this.#from = first === 0 ? 0 : messages[first].id;
    this.#trim(messages, 'start');
  }

  toEnd({ messages }) {
    this.#to = Infinity;
    this.#from = messages.length > STEP ? messages.at(-STEP).id : 0;
  }

  /** One message in the middle. */
  around(messages, id) {
    const at = indexAfter(messages, id - 1);
    const from = indexAfter(messages, this.#from - 1);
    const isIn = at >= from && (this.isAtEnd || messages[at]?.id <= this.#to);
    if (isIn) return;
    const first = Math.max(0, at - STEP);
    const last = Math.min(messages.length, at + STEP);
    this.#from = first === 0 ? 0 : messages[first].id;
    this.#to = last === messages.length ? Infinity : messages[last - 1].id;
  }

  get isAtEnd() {
    return this.#to === Infinity;
  }

  /** What to show; `keep` is the side somebody is looking at: `start` or `end`. */
  of(messages, keep) {
    this.#trim(messages, keep);
    return messages.slice(indexAfter(messages, this.#from - 1), this.isAtEnd ? messages.length : indexAfter(messages, this.#to));
  }

  hasEarlier(messages) {
    return this.#from > 0 && messages.length > 0 && messages[0].id < this.#from;
  }

  earlier(messages) {
    const first = Math.max(0, indexAfter(messages, this.#from - 1) - STEP);
    this.#from = first === 0 ? 0 : messages[first].id;
    this.#trim(messages, 'start');
  }

  later(messages) {
    const last = indexAfter(messages, this.#to) + STEP;
    this.#to = last >= messages.length ? Infinity : messages[last - 1].id;
    this.#trim(messages, 'end');
  }

  #trim(messages, keep) {
    const from = indexAfter(messages, this.#from - 1);
    const to = this.isAtEnd ? messages.length : indexAfter(messages, this.#to);
    if (to - from <= MOST) return;
    if (keep === 'end') this.#from = messages[to - MOST].id;
    else this.#to = messages[from + MOST - 1].id;
  }
}
