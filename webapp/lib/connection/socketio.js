import { closeWithout } from './verdict.js';

/**
 * The Socket.IO wire, by the official client as the server itself serves it. It is fetched when it is needed; reconnecting
 * is not its task but that of lib/connection/lifeline.js. Says the same as every connection (lib/connection/frames.js).
 */
const ANSWER_WITHIN = 10_000;
const OPEN_WITHIN = 15_000;

export class SocketIoConnection extends EventTarget {
  details = { wire: 'socketio', transport: 'polling' };
  #socket = null;
  #closed = false;
  #began = performance.now();

  /** `load()` resolves with the client's module; `address` is {origin, path, namespace}; `credentials` as in dial. */
  constructor({ origin, path, namespace }, load, credentials = null) {
    super();
    const auth = credentials && (shown => credentials().then(token => shown({ token }), problem => this.#end(...closeWithout(problem))));
    load().then(
      ({ io }) => this.#connect(io(origin + namespace, { path, auth, reconnection: false, forceNew: true, timeout: OPEN_WITHIN })),
      () => this.#end(1006, 'no client'),
    );
  }

  emit(name, members = {}) {
    if (!this.#socket?.connected) return false;
    this.#socket.emit(name, members);
    return true;
  }

  request(name, members = {}) {
    return new Promise((resolve, reject) => {
      if (!this.#socket?.connected) {
        reject({ code: 'LOST' });
        return;
      }
      const sent = performance.now();
      this.#socket.timeout(ANSWER_WITHIN).emit(name, members, (silence, answer) => {
        if (silence) {
          this.abandon('no answer');
          reject({ code: 'LOST' });
          return;
        }
        this.dispatchEvent(new CustomEvent('roundtrip', { detail: performance.now() - sent }));
        if (answer?.error) reject(answer.error);
        else resolve(answer ?? {});
      });
    });
  }

  close() {
    this.#end(1000, '');
  }

  abandon(reason) {
    this.#end(1006, reason);
  }

  #connect(socket) {
    if (this.#closed) {
      socket.disconnect();
      return;
    }
    this.#socket = socket;
    socket.on('connect', () => {
      this.#watch(socket.io.engine);
      this.dispatchEvent(new Event('open'));
    });
    socket.on('connect_error', error => this.#end(...closeOf(error)));
    socket.on('disconnect', (reason, details) => this.#end(codeOf(reason, details), details?.context?.reason || reason));
    socket.onAny((name, ...values) => {
      if (typeof values.at(-1) === 'function') values.pop()();
      if (name === 'sent away') {
        this.#end(values[0].code, values[0].reason);
        return;
      }
      this.dispatchEvent(new CustomEvent('event', { detail: { name, data: values[0] ?? {} } }));
    });
  }

  #watch(engine) {
    this.#use({ transport: engine.transport.name });
    engine.on('upgrade', ({ name }) => this.#use({ transport: name, upgradedAfter: Math.round(performance.now() - this.#began) }));
  }

  #use(change) {
    this.details = { ...this.details, ...change };
    this.dispatchEvent(new Event('transport'));
  }

  #end(code, reason) {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket?.disconnect();
    this.dispatchEvent(new CustomEvent('close', { detail: { code, reason } }));
  }
}

/** The close code behind a Socket.IO disconnect: the WebSocket's own if there was one. */
export function codeOf(reason, details) {
  const code = details?.context?.code;
  if (Number.isInteger(code) && code !== 1005) return code;
  if (details?.context?.status === 413) return 1009;
  return reason === 'io server disconnect' ? 1000 : 1006;
}

/** Why a connection did not come to be, as [code, reason]: refused by a middleware, by the engine, or just not reached. */
export function closeOf({ data, message, context }) {
  if (data?.code === 'BANNED' || message === 'forbidden') return [4403, message];
  if (data?.code?.startsWith?.('AUTH_')) return [data.code === 'AUTH_UNAVAILABLE' ? 1013 : 4401, message];
  if (data?.retryAfter) return [1013, message];
  if (data?.code !== undefined || context === undefined && message && !/timeout|error/.test(message)) return [1008, 'refused'];
  if (context?.status === 503 || context?.status === 429) return [1013, message];
  const engine = engineError(context?.responseText);
  if (engine !== null) return [`EIO_${engine}`, message];
  return [context?.code ?? 1006, message];
}

function engineError(text) {
  try {
    const { code } = JSON.parse(text);
    return Number.isInteger(code) ? code : null;
  } catch {
    return null;
  }
}
