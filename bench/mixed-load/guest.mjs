/** A person, whatever they connect with: how they come into rooms, and the ways in which they go. */
import { Line } from './line.mjs';

/** A client that polls does not notice a cut between two polls; then it is cut again so many milliseconds later. */
const CUT_AGAIN = 100;

/** How long a connection that has fallen silent is kept: longer than the server's patience. */
const SILENCE = 60_000;

export class Guest {
  line = new Line();
  #ledger;
  #isLeaving = false;
  #isBreaking = false;
  #seats = new Map();

  constructor(who, ledger) {
    this.who = who;
    this.#ledger = ledger;
  }

  /** A new seat in one place (such as "chat"), instead of that which was there. */
  seatIn(place, room, hearsItself) {
    const seat = this.#ledger.seat(this.who, room, hearsItself);
    this.#seats.set(place, seat);
    return seat;
  }

  seat(place) {
    return this.#seats.get(place);
  }

  isSeated(place) {
    return Boolean(this.seat(place)?.isTaken);
  }

  /** Something was heard in a place; who is about to leave does not listen any more. */
  hear(place, from, n, isIntact) {
    if (!this.#isLeaving) this.seat(place).hear(from, n, isIntact);
  }

  /** The connection breaks; the client comes back by itself. */
  breakDown() {
    if (this.#isLeaving) return;
    this.#leave();
    this.#isBreaking = true;
    this.#cutUntilLost();
  }

  /** Goes without goodbye. */
  vanish() {
    this.#leave();
    this.stayAway();
    this.line.cutForGood();
  }

  /** Goes as if the network were gone: nothing is heard of the client any more, but nothing is closed either. */
  fallSilent() {
    this.#leave();
    this.stayAway();
    this.line.freeze();
    setTimeout(() => this.line.cutForGood(), SILENCE);
  }

  sayGoodbye() {
    this.#leave();
    this.stayAway();
    this.close();
  }

  isBack() {
    this.#isBreaking = false;
    this.#isLeaving = false;
  }

  /** The connection is gone, or none could be made. */
  lost(why) {
    if (!this.#isLeaving) this.#ledger.fault('connection lost', `${this.who}: ${why}`);
    this.#isBreaking = false;
    this.#giveUpSeats();
  }

  refused(error) {
    if (!this.#isLeaving) this.#ledger.fault('refused', `${this.who}: ${JSON.stringify(error)}`);
  }

  #cutUntilLost() {
    if (!this.#isBreaking) return;
    this.line.cut();
    setTimeout(() => this.#cutUntilLost(), CUT_AGAIN);
  }

  #leave() {
    this.#isLeaving = true;
    this.#giveUpSeats();
  }

  #giveUpSeats() {
    this.#seats.forEach(seat => seat.leave());
  }
}
