import { placesOf } from '../namespace.js';
import { SocketIoConnection } from './socketio.js';

/** The wires the page speaks, the one it likes best first. */
export const WIRES = ['socketio', 'native', 'sse'];

const ENOUGH = 3;
const REMEMBERED_FOR = 24 * 60 * 60_000;

/**
 * Which wire to dial: the one that was chosen, or else the best that works. One that cannot be opened several times while
 * the server answers otherwise (a proxy is in the way, or the server does not have it) gives way to the next; what was found
 * is remembered for a day.
 */
export class Wires {
  #saved;
  #answers;
  #now;
  #forced;
  #failures = 0;
  #prepare;

  /** `answers()` resolves with whether the server answers plain HTTP; `forced` is a wire's name, for tests and the curious. */
  constructor({ saved, answers, forced = null, now = Date.now, prepare = prepareWire }) {
    this.#prepare = prepare;
    this.#saved = saved;
    this.#answers = answers;
    this.#now = now;
    this.#forced = WIRES.includes(forced) ? forced : null;
  }

  /** What somebody chose: `auto`, or a wire's name. */
  get choice() {
    const kept = this.#saved.read('wire');
    return this.#forced ?? (WIRES.includes(kept) ? kept : 'auto');
  }

  /** Resolves when what is chosen can be dialled. */
  ready() {
    return this.#prepare(this.current);
  }

  choose(choice) {
    this.#forced = null;
    this.#failures = 0;
    this.#saved.forget('wire.found');
    if (WIRES.includes(choice)) this.#saved.write('wire', choice);
    else this.#saved.forget('wire');
  }

  get current() {
    if (this.choice !== 'auto') return this.choice;
    const found = this.#saved.read('wire.found');
    return WIRES.includes(found?.wire) && this.#now() - found.at < REMEMBERED_FOR ? found.wire : WIRES[0];
  }

  opened() {
    this.#failures = 0;
  }

  /** Resolves with whether another wire is next; with `atOnce` the first failure is enough. */
  async failed({ atOnce = false } = {}) {
    if (this.choice !== 'auto') return false;
    this.#failures += 1;
    if (this.#failures < (atOnce ? 1 : ENOUGH) || !await this.#answers()) return false;
    const wire = WIRES[(WIRES.indexOf(this.current) + 1) % WIRES.length];
    if (!await this.#prepare(wire)) return false;
    this.#failures = 0;
    this.#saved.write('wire.found', { wire, at: this.#now() });
    return true;
  }
}

/** Whether the server answers at all, for a page at `base`. */
export async function answersHttp(base) {
  try {
    const { ok } = await fetch(new URL('clients-count', base), { signal: AbortSignal.timeout(5_000) });
    return ok;
  } catch {
    return false;
  }
}

/** The wires that most people never need come when they do. */
const LATER = {
  native: () => import('./native.js').then(({ NativeConnection }) => NativeConnection),
  sse: () => import('./sse.js').then(({ SseConnection }) => SseConnection),
};
const here = {};

/** Resolves with whether that wire can be dialled from now on. */
export async function prepareWire(wire) {
  if (!Object.hasOwn(LATER, wire) || here[wire]) return true;
  try {
    here[wire] = await LATER[wire]();
    return true;
  } catch {
    return false;
  }
}

/** A new connection, on the wire of that name; on Socket.IO while the other is not prepared. `credentials()` resolves with a token; null for a guest. */
export function dial(wire, namespace, base, credentials = null) {
  const places = placesOf(namespace, base);
  if (here[wire]) return new here[wire](places[wire], { credentials });
  prepareWire(wire);                                // another tab has found that it is the one that works
  return new SocketIoConnection(places.socketio, () => import(places.client), credentials);
}
