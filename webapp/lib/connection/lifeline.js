import { backoff } from './backoff.js';
import { isAccessRefused, shortestWait, verdictOn } from './verdict.js';

/**
 * Keeps one connection alive: dials, greets, and when it is lost dials again, calmly.
 *
 * `status.phase`: `closed` (signed out), `connecting`, `connected`, `waiting` (until `retryAt`), `offline` (the device
 * said so), `refused` and `replaced` (only a person can go on), `stopped` (a person said so). `status.shown` turns true
 * after two seconds of grace; before that nobody need know. Says `change`; `up` and `down` around a greeted connection.
 */
const GRACE = 2_000;
const BACK_FOR = 2_000;
const LOOK_AGAIN_WHILE_OFFLINE = 30_000;

const CLOSED = Object.freeze({
  phase: 'closed', code: null, reason: '', attempt: 0, retryAt: null, since: null, lostAt: null, shown: false, back: false,
  reconnects: 0,
});

export class Lifeline extends EventTarget {
  #dialUp;
  #greet;
  #delay;
  #clock;
  #connection = null;
  #status = CLOSED;
  #first = null;
  #retry;
  #grace;
  #back;

  /** `dial()` returns a connection; `greet(connection)` resolves when it may be used, rejects with {code} when not. */
  constructor({ dial, greet, delay = backoff, clock = globalThis }) {
    super();
    this.#dialUp = dial;
    this.#greet = greet;
    this.#delay = delay;
    this.#clock = clock;
  }

  get status() {
    return this.#status;
  }

  /** The connection, if it is up; else null. */
  get connection() {
    return this.#status.phase === 'connected' ? this.#connection : null;
  }

  /** Connects for the first time: one try, and who asked hears at once how it went. */
  open() {
    return new Promise((resolve, reject) => {
      this.#first = { resolve, reject };
      this.#dial();
    });
  }

  /** Connects like after a loss: trying until it works. */
  resume() {
    this.#markLost({ code: 1006, reason: '' });
    this.#dial();
  }

  close() {
    this.#quiet();
    const was = this.#connection;
    this.#connection = null;
    was?.close();
    this.#set({ ...CLOSED });
  }

  /** Now, whatever the plan was; after a refusal or a stop as well. */
  retryNow() {
    if (['waiting', 'offline', 'refused', 'replaced', 'stopped'].includes(this.#status.phase)) this.#dial();
  }

  /** Something speaks for a better chance now (back online, tab in view); respects a refusal. */
  nudge() {
    if (!['waiting', 'offline'].includes(this.#status.phase)) return;
    this.#set({ phase: 'waiting', retryAt: Date.now() });
    this.#dial();
  }

  /** Once more by another way, though nothing is broken. */
  redial() {
    if (this.#first || this.#status.phase === 'closed') return;
    this.#markLost({ code: null, reason: '' });
    this.#dial();
  }

  stop() {
    this.#quiet();
    this.#drop();
    this.#set({ phase: 'stopped', retryAt: null, shown: true });
  }

  /** The device says that it has no network. */
  wentOffline() {
    if (!['connected', 'connecting', 'waiting'].includes(this.#status.phase) || this.#first) return;
    this.#markLost({ code: 1006, reason: '' });
    this.#drop();
    this.#set({ phase: 'offline', retryAt: null });
    this.#later(LOOK_AGAIN_WHILE_OFFLINE);
  }

  #dial() {
    this.#clock.clearTimeout(this.#retry);
    this.#drop();
    const offline = this.#status.phase === 'offline';
    if (!offline) this.#set({ phase: 'connecting', retryAt: null });
    const connection = this.#dialUp();
    this.#connection = connection;
    connection.addEventListener('open', () => this.#opened(connection));
    connection.addEventListener('close', ({ detail }) => this.#closed(connection, detail));
  }

  async #opened(connection) {
    try {
      await this.#greet(connection);
      if (connection === this.#connection) this.#up();
    } catch (problem) {
      if (connection !== this.#connection || problem?.code === 'LOST') return;      // `close` tells the rest
      this.#connection = null;
      connection.close();
      this.#turnedAway(problem);
    }
  }

  #up() {
    const { lostAt, shown, reconnects } = this.#status;
    this.#quiet();
    this.#set({
      ...CLOSED, phase: 'connected', since: Date.now(), lostAt: null,
      back: shown, reconnects: reconnects + (lostAt === null ? 0 : 1),
    });
    if (shown) this.#back = this.#clock.setTimeout(() => this.#set({ back: false }), BACK_FOR);
    this.#first?.resolve();
    this.#first = null;
    this.dispatchEvent(new CustomEvent('up', { detail: { lostAt } }));
  }

  #turnedAway(problem) {
    if (this.#fail(problem)) return;
    if (problem?.retryAfter) this.#wait(problem.retryAfter);
    else this.#set({ phase: 'refused', code: problem?.code ?? null, shown: true });
  }

  #closed(connection, { code, reason }) {
    if (connection !== this.#connection) return;
    this.#connection = null;
    if (this.#fail({ code: isAccessRefused(code) ? 'REFUSED' : 'UNREACHABLE', close: code, reason })) return;
    const wasUp = this.#status.phase === 'connected';
    this.#markLost({ code, reason });
    if (wasUp) this.dispatchEvent(new CustomEvent('down', { detail: { code } }));
    const verdict = verdictOn(code);
    if (verdict === 'retry') this.#wait(Math.max(this.#delay(this.#status.attempt), shortestWait(code)));
    else {
      this.#quiet();
      this.#set({ phase: verdict, code, reason, shown: true, retryAt: null });
    }
  }

  #fail(problem) {
    if (!this.#first) return false;
    const { reject } = this.#first;
    this.#first = null;
    this.#quiet();
    this.#set({ ...CLOSED });
    reject(problem);
    return true;
  }

  #wait(ms) {
    if (this.#status.phase === 'offline') {
      this.#later(LOOK_AGAIN_WHILE_OFFLINE);
      return;
    }
    this.#set({ phase: 'waiting', retryAt: Date.now() + ms, attempt: this.#status.attempt + 1 });
    this.#later(ms);
  }

  #later(ms) {
    this.#clock.clearTimeout(this.#retry);
    this.#retry = this.#clock.setTimeout(() => this.#dial(), ms);
  }

  #markLost({ code, reason }) {
    const known = this.#status.lostAt !== null;
    // The first reason is the telling one: after "restarting" every further try just fails with 1006.
    if (known && (code === 1006 || code === null)) return;
    this.#set({ code, reason, lostAt: this.#status.lostAt ?? Date.now(), back: false });
    if (!known) this.#grace = this.#clock.setTimeout(() => this.#set({ shown: true }), GRACE);
  }

  #drop() {
    const was = this.#connection;
    this.#connection = null;
    if (!was) return;
    was.abandon('');
    if (this.#status.phase === 'connected') this.dispatchEvent(new CustomEvent('down', { detail: { code: 1006 } }));
  }

  #quiet() {
    for (const timer of [this.#retry, this.#grace, this.#back]) this.#clock.clearTimeout(timer);
  }

  #set(change) {
    this.#status = Object.freeze({ ...this.#status, ...change });
    this.dispatchEvent(new Event('change'));
  }
}
