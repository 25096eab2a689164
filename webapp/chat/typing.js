import { placeOf } from './conversation.js';

/** Tells the others that one is writing, at most every three seconds, and once when it is over. */
const AGAIN = 3_000;

export class Typing {
  #connection;
  #told = { id: null, at: 0 };

  /** `connection()` is the one that is up, or null. */
  constructor(connection) {
    this.#connection = connection;
  }

  tell(id, isTyping) {
    const now = Date.now();
    if (!isTyping && this.#told.id !== id) return;
    if (isTyping && this.#told.id === id && now - this.#told.at < AGAIN) return;
    this.#told = isTyping ? { id, at: now } : { id: null, at: 0 };
    this.#connection()?.emit(isTyping ? 'typing' : 'stop typing', placeOf(id));
  }

  /** It was said: the others see that by themselves. */
  over() {
    this.#told = { id: null, at: 0 };
  }
}
