/** Nobody has looked at this tab for a while: then one is away there, until somebody looks again. */
const AWAY_AFTER = 5 * 60_000;

export class Presence {
  #tell;
  #clock;
  #timer = null;
  isAway = false;

  /** `tell(status)` says `away` or `online` to the server, if there is a connection. */
  constructor(tell, clock = globalThis) {
    this.#tell = tell;
    this.#clock = clock;
  }

  looked(isVisible) {
    this.#clock.clearTimeout(this.#timer);
    if (!isVisible) {
      this.#timer = this.#clock.setTimeout(() => this.#set(true), AWAY_AFTER);
      return;
    }
    this.#set(false);
  }

  /** A new connection knows nothing of it. */
  again() {
    if (this.isAway) this.check();
  }

  /** Says how it is once more: who has slept learns from the silence that the connection is gone. */
  check() {
    this.#tell(this.isAway ? 'away' : 'online');
  }

  #set(isAway) {
    if (isAway === this.isAway) return;
    this.isAway = isAway;
    this.#tell(isAway ? 'away' : 'online');
  }
}
