import { closeWithout } from './verdict.js';
import { eventOf, frameOf, membersOf } from './vocabulary.js';

/**
 * What the native wire and SSE have in common: JSON objects with a `type`, and `ack` to ask and to answer
 * (docs/native-protocol.md).
 *
 * A connection, whichever the wire, says `open`, `event` (detail: {name, data} in the words of docs/chat.md), `roundtrip`
 * (detail: ms, from real acknowledgements), `transport` when `details` changes and, exactly once, `close` (detail: {code,
 * reason}), also when nobody answers: a connection that keeps silent is a lost one.
 */
const ANSWER_WITHIN = 10_000;
const OPEN_WITHIN = 15_000;

export class FrameConnection extends EventTarget {
  #pending = new Map();
  #lastAck = 0;
  #closed = false;
  #opening;

  constructor(clock) {
    super();
    this.clock = clock;
    this.#opening = clock.setTimeout(() => this.abandon('no answer'), OPEN_WITHIN);
  }

  /** Sends an event whose one argument is an object; false when the connection is not open. */
  emit(name, members) {
    return this.#send(frameOf(name, members));
  }

  /** Sends an event and resolves with its acknowledgement; rejects with {code, …} when refused or lost. */
  request(name, members) {
    return new Promise((resolve, reject) => {
      const ack = ++this.#lastAck;
      const timer = this.clock.setTimeout(() => this.abandon('no answer'), ANSWER_WITHIN);
      this.#pending.set(ack, { resolve, reject, timer, sent: performance.now() });
      if (this.#send({ ...frameOf(name, members), ack })) return;
      this.#pending.delete(ack);
      this.clock.clearTimeout(timer);
      reject({ code: 'LOST' });
    });
  }

  get isClosed() {
    return this.#closed;
  }

  opened() {
    this.clock.clearTimeout(this.#opening);
    this.dispatchEvent(new Event('open'));
  }

  /** Says who one is before anything else, unless one is a guest; then it is open. */
  async introduce(credentials) {
    try {
      if (credentials) this.transmit({ type: 'auth', token: await credentials() });
    } catch (problem) {
      this.end(...closeWithout(problem));
      this.close();
      return;
    }
    if (!this.#closed) this.opened();
  }

  /** Takes what the wire brought, as text; the wire carries JSON objects only, anything else is not for us. */
  receive(text) {
    const frame = this.#closed ? null : objectIn(text);
    if (frame === null) return;
    if (frame.type === 'ack') {
      this.acknowledged(frame);
      return;
    }
    const { ack, ...told } = frame;
    if (ack !== undefined) this.#send({ type: 'ack', ack });
    this.dispatchEvent(new CustomEvent('event', { detail: eventOf(told) }));
  }

  acknowledged({ type, ack, error, ...answer }) {
    const waiting = this.#pending.get(ack);
    if (!waiting) return;
    this.#pending.delete(ack);
    this.clock.clearTimeout(waiting.timer);
    this.dispatchEvent(new CustomEvent('roundtrip', { detail: performance.now() - waiting.sent }));
    if (error) waiting.reject(error);
    else waiting.resolve(membersOf(answer));
  }

  end(code, reason) {
    if (this.#closed) return;
    this.#closed = true;
    this.clock.clearTimeout(this.#opening);
    for (const { reject, timer } of this.#pending.values()) {
      this.clock.clearTimeout(timer);
      reject({ code: 'LOST' });
    }
    this.#pending.clear();
    this.dispatchEvent(new CustomEvent('close', { detail: { code, reason } }));
  }

  #send(frame) {
    return !this.#closed && this.transmit(frame);
  }
}

/** The address for somebody who says first who one is. */
export function introduced(address, credentials) {
  return credentials ? `${address}?auth=message` : address;
}

export function objectIn(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
