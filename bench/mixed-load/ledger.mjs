/** What was said, who must hear it, and who did. */
import { createHistogram } from 'node:perf_hooks';

/** A message that has not come after so many milliseconds is lost. */
const GRACE = 30_000;

const tagOf = (from, n) => `${from}/${n}`;

export class Ledger {
  /** What must not happen: how often it did, and details of the first times. */
  faults = new Map();
  delays = createHistogram();
  said = 0;
  confirmed = 0;
  heard = 0;
  due = 0;
  #rooms = new Map();
  #unjudged = new Map();
  #seats = 0;

  /**
   * A seat for a connection that is about to enter a room.
   *
   * @param hearsItself whether the room repeats what somebody says to them, too
   */
  seat(who, room, hearsItself) {
    return new Seat(this, ++this.#seats, who, room, hearsItself);
  }

  seated(room) {
    if (!this.#rooms.has(room)) this.#rooms.set(room, new Set());
    return this.#rooms.get(room);
  }

  fault(kind, detail) {
    const { count, details } = this.faults.get(kind) ?? { count: 0, details: [] };
    this.faults.set(kind, { count: count + 1, details: details.length < 10 ? [...details, detail] : details });
  }

  note(message) {
    this.said++;
    this.#unjudged.set(tagOf(message.seat.number, message.n), message);
  }

  find(from, n) {
    return this.#unjudged.get(tagOf(from, n));
  }

  /** The server has acknowledged what was sent after the message, so it has told the message to its room. */
  confirm(from, n) {
    const message = this.find(from, n);
    if (!message || message.isConfirmed) return this.fault('acknowledged twice or late', tagOf(from, n));
    message.isConfirmed = true;
    this.confirmed++;
  }

  /** Judges what was said long enough ago. */
  judge(latest = performance.now() - GRACE) {
    for (const [tag, message] of this.#unjudged) {
      if (message.saidAt > latest) return;
      this.#unjudged.delete(tag);
      this.#judgeOne(tag, message);
    }
  }

  judgeAll() {
    this.judge(Infinity);
  }

  toString() {
    const delay = percentile => `${this.delays.percentile(percentile)} ms`;
    const faults = [...this.faults].map(([kind, { count }]) => `${count} ${kind}`);
    return `${this.said} said, ${this.confirmed} acknowledged, ${this.heard} heard, ${this.due} of them due, `
      + `after ${delay(50)} (half), ${delay(99)} (99 %), ${delay(100)} (all); faults: ${faults.join(', ') || 'none'}`;
  }

  #judgeOne(tag, { seat, listeners, heardBy, isConfirmed }) {
    if (!isConfirmed) {
      if (seat.isTaken) this.fault('not acknowledged', `${tag} in ${seat.room}`);
      return;
    }
    const due = listeners.filter(listener => listener.isTaken || heardBy.has(listener));
    this.due += due.length;
    for (const listener of due) {
      if (!heardBy.has(listener)) this.fault('lost', `${tag} in ${seat.room} for ${listener.who}`);
    }
  }
}

/**
 * The presence of one connection in one room, without a break: who is in a seat when something is said there,
 * and stays, must hear it, once, in the order in which its speaker said it.
 */
class Seat {
  isTaken = false;
  #hasLeft = false;
  #ledger;
  #hearsItself;
  #said = 0;
  #lastHeard = new Map();

  constructor(ledger, number, who, room, hearsItself) {
    Object.assign(this, { number, who, room });
    this.#ledger = ledger;
    this.#hearsItself = hearsItself;
  }

  /** The server has confirmed the entry. */
  take() {
    if (this.#hasLeft) return;
    this.isTaken = true;
    this.#ledger.seated(this.room).add(this);
  }

  /** About to leave, or already gone. */
  leave() {
    this.#hasLeft = true;
    this.isTaken = false;
    this.#ledger.seated(this.room).delete(this);
  }

  /** The number of a message that is sent now. */
  say() {
    const n = ++this.#said;
    const listeners = [...this.#ledger.seated(this.room)].filter(seat => this.#hearsItself || seat !== this);
    this.#ledger.note({ seat: this, n, listeners, heardBy: new Set(), saidAt: performance.now(), isConfirmed: false });
    return n;
  }

  confirm(n) {
    this.#ledger.confirm(this.number, n);
  }

  hear(from, n, isIntact) {
    const ledger = this.#ledger;
    const message = ledger.find(from, n);
    const detail = `${tagOf(from, n)} in ${this.room} for ${this.who}`;
    ledger.heard++;
    if (!isIntact) ledger.fault('damaged', detail);
    if (!message) return ledger.fault('heard late or never said', detail);
    if (message.seat.room !== this.room) ledger.fault('heard in another room', detail);
    if (message.heardBy.has(this)) return ledger.fault('heard twice', detail);
    if (n < (this.#lastHeard.get(from) ?? 0)) ledger.fault('out of order', detail);
    message.heardBy.add(this);
    this.#lastHeard.set(from, n);
    ledger.delays.record(Math.max(1, Math.round(performance.now() - message.saidAt)));
  }
}
