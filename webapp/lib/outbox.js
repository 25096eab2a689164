/**
 * Messages on their way out, oldest first, one in flight at a time, so that they arrive in the order they were written.
 * While the connection is away they wait here (kept through `keep`), up to a limit; what was in flight when it broke is
 * sent again, with the same key, by which whoever has it already knows it.
 *
 * Tells through `on`: sending(entry), sent(entry, answer), waiting(entry), refused(entry, problem), held(problem).
 */
export class Outbox {
  #entries = [];
  #limit;
  #keep;
  #on;
  #clock;
  #transmit = null;
  #busy = false;
  #turn = 0;
  #pause;

  constructor({ limit = 50, keep = () => {}, on, clock = globalThis }) {
    this.#limit = limit;
    this.#keep = keep;
    this.#on = on;
    this.#clock = clock;
  }

  get entries() {
    return this.#entries;
  }

  get isFull() {
    return this.#entries.length >= this.#limit;
  }

  /** All of them, however many: what has been taken over is not to be lost. */
  restore(entries) {
    this.#change(entries);
    this.#pump();
  }

  add(entry) {
    this.#change([...this.#entries, entry]);
    if (!this.#transmit) this.#on.waiting(entry);
    this.#pump();
  }

  remove(key) {
    this.#change(this.#entries.filter(entry => entry.key !== key));
  }

  /** It is known to have arrived, by another way than the answer. */
  arrived(key) {
    const isOldest = this.#entries[0]?.key === key;
    this.remove(key);
    if (!isOldest || !this.#transmit || !this.#busy) return;
    this.#clock.clearTimeout(this.#pause);
    this.#turn += 1;                                // what is still said of it is no news
    this.#next();
  }

  /** The way is open: `transmit(entry)` resolves with the answer, or rejects with {code}; 'LOST' means nobody knows. */
  open(transmit) {
    this.#transmit = transmit;
    this.#pump();
  }

  shut() {
    this.#transmit = null;
    this.#clock.clearTimeout(this.#pause);
    this.#busy = false;
    for (const entry of this.#entries) this.#on.waiting(entry);
  }

  /** Takes the oldest out as refused: it is what the server choked on. */
  refuseOldest(problem) {
    const [entry] = this.#entries;
    if (!entry) return;
    this.remove(entry.key);
    this.#on.refused(entry, problem);
  }

  async #pump() {
    if (this.#busy || !this.#transmit || this.#entries.length === 0) return;
    const [entry] = this.#entries;
    const transmit = this.#transmit;
    const turn = this.#turn += 1;
    const isStale = () => transmit !== this.#transmit || turn !== this.#turn;
    this.#busy = true;
    this.#on.sending(entry);
    try {
      const answer = await transmit(entry);
      if (turn !== this.#turn) return;              // it had arrived before, and the next one is on its way
      this.remove(entry.key);
      this.#on.sent(entry, answer);
    } catch (problem) {
      if (isStale()) return;                        // the way was shut meanwhile, and it waits; or it had arrived
      if (problem.code === 'LOST') {
        this.#busy = false;
        return;
      }
      if (problem.retryAfter > 0 && problem.code !== 'MUTED') {
        this.#on.waiting(entry);
        this.#on.held(problem);
        this.#pause = this.#clock.setTimeout(() => this.#next(), problem.retryAfter);
        return;
      }
      this.remove(entry.key);
      this.#on.refused(entry, problem);
    }
    if (!isStale()) this.#next();
  }

  #next() {
    this.#busy = false;
    this.#pump();
  }

  #change(entries) {
    this.#entries = entries;
    this.#keep(entries);
  }
}
