import { Lifeline } from '../lib/connection/lifeline.js';
import { isAccessRefused } from '../lib/connection/verdict.js';
import { Wires, answersHttp, dial } from '../lib/connection/wires.js';
import { forGood } from '../lib/saved.js';

/**
 * The way to the server: one connection at a time, kept alive, on the wire that was chosen or works best. The store is told
 * how it is (`line`, `wire`, `roundTrip`).
 */
export class Line {
  #store;
  #namespace;
  #event;
  #credentials;
  #isStale = false;

  /** `namespace()` is where to; `greet(connection)` as in Lifeline; `event({name, data})` hears what the server says; `credentials()` as in dial. */
  constructor(store, { namespace, greet, event, credentials }) {
    this.#credentials = credentials;
    this.#store = store;
    this.#namespace = namespace;
    this.#event = event;
    this.wires = new Wires({
      saved: forGood, answers: () => answersHttp(document.baseURI), forced: new URLSearchParams(location.search).get('wire'),
    });
    this.lifeline = new Lifeline({ dial: () => this.#dial(), greet });
    this.lifeline.addEventListener('change', () => store.dispatch({ type: 'line', status: this.lifeline.status }));
  }

  /** The first time, one try on each wire is enough to know; rejects with {code}. */
  async open() {
    await this.wires.ready();
    for (let left = 3; ; left -= 1) {
      try {
        return await this.lifeline.open();
      } catch (problem) {
        if (problem.code !== 'UNREACHABLE' || this.#store.state.me !== null || left === 1 || !await this.wires.failed({ atOnce: true })) throw problem;
      }
    }
  }

  /** After a reload: once, and then again and again. */
  async resume() {
    await this.wires.ready();
    this.lifeline.resume();
  }

  /** Another wire, from now on: `auto` or its name. */
  async use(choice) {
    this.wires.choose(choice);
    await this.wires.ready();
    this.lifeline.redial();
  }

  #dial() {
    const isFresh = this.#isStale;
    const known = this.#credentials();
    const credentials = known && (options => known({ isFresh, ...options }));
    const connection = dial(this.wires.current, this.#namespace(), document.baseURI, credentials);
    const tell = details => this.#store.dispatch({ type: 'wire', details });
    let hasOpened = false;
    connection.addEventListener('open', () => {
      hasOpened = true;
      this.wires.opened();
      tell({ upgradedAfter: null, session: null, ...connection.details });
    });
    connection.addEventListener('transport', () => tell(connection.details));
    connection.addEventListener('close', ({ detail: { code } }) => {
      if (code === 4401 && credentials && !this.#isStale) {
        this.#isStale = true;                       // once more, with another token
        queueMicrotask(() => this.lifeline.retryNow());
      }
      if (!hasOpened && code !== 1000 && !isAccessRefused(code) && this.#store.state.me) this.wires.failed();
    });
    connection.addEventListener('event', ({ detail }) => {
      this.#isStale = false;
      if (detail.name === 'id') tell({ session: detail.data.id, largest: detail.data.maxBytes });
      if (detail.name === 'auth expiring' && credentials) renew(connection, credentials);
      this.#event(detail);
    });
    connection.addEventListener('roundtrip', ({ detail }) => this.#store.dispatch({ type: 'roundTrip', at: Date.now(), ms: detail }));
    return connection;
  }
}

/** The connection goes on with another token; without one the server ends it, and what then follows is told. */
async function renew(connection, credentials) {
  try {
    await connection.request('auth', { token: await credentials({ isFresh: true }) });
  } catch { /* see above */ }
}
