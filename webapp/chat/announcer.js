/**
 * One polite voice for screen readers, apart from the log, so that opening a room does not read all of it aloud.
 * Messages that come fast become one sentence.
 */
const GATHER = 700;

export class Announcer {
  #element;
  #waiting = [];
  #timer = null;
  #many;

  /** `many(n)` says how many there were when they were too many to read. */
  constructor(element, many) {
    this.#element = element;
    this.#many = many;
  }

  say(text) {
    this.#waiting.push(text);
    this.#timer ??= setTimeout(() => this.#speak(), GATHER);
  }

  #speak() {
    this.#timer = null;
    const texts = this.#waiting;
    this.#waiting = [];
    const text = texts.length <= 2 ? texts.join(' ') : this.#many(texts.length);
    // The same words once more are a change only if they are not quite the same.
    this.#element.textContent = text === this.#element.textContent ? `${text}\u00a0` : text;
  }
}
