/**
 * The native wire (docs/native-protocol.md): one JSON object per text message, `ack` to ask and to answer.
 *
 * Says `open`, `frame` (detail: the object), `roundtrip` (detail: ms, from real acknowledgements) and, exactly once,
 * `close` (detail: {code, reason}), also when nobody answers: a connection that keeps silent is a lost one.
 */
const ANSWER_WITHIN = 10_000;
const OPEN_WITHIN = 15_000;

export class NativeConnection extends EventTarget {
  #socket;
  #clock;
  #pending = new Map();
  #lastAck = 0;
  #closed = false;
  #opening;

  constructor(address, { WebSocket = globalThis.WebSocket, clock = globalThis } = {}) {
    super();
    this.#clock = clock;
    this.#socket = new WebSocket(address);
    this.#opening = clock.setTimeout(() => this.abandon('no answer'), OPEN_WITHIN);
    this.#socket.onopen = () => {
      clock.clearTimeout(this.#opening);
      this.dispatchEvent(new Event('open'));
    };
    this.#socket.onmessage = ({ data }) => this.#receive(data);
    this.#socket.onclose = ({ code, reason }) => this.#end(code, reason);
  }

  /** Sends an event whose one argument is an object; false when the connection is not open. */
  emit(type, members) {
    return this.#send({ type, ...members });
  }

  /** Sends an event and resolves with its acknowledgement; rejects with {code, …} when refused or lost. */
  request(type, members) {
    return new Promise((resolve, reject) => {
      const ack = ++this.#lastAck;
      if (!this.#send({ type, ...members, ack })) {
        reject({ code: 'LOST' });
        return;
      }
      const timer = this.#clock.setTimeout(() => this.abandon('no answer'), ANSWER_WITHIN);
      this.#pending.set(ack, { resolve, reject, timer, sent: performance.now() });
    });
  }

  close() {
    this.#socket.close(1000);
    this.#end(1000, '');
  }

  /** Gives the connection up without waiting for the other side. */
  abandon(reason) {
    this.#socket.close();
    this.#end(1006, reason);
  }

  #send(frame) {
    if (this.#closed || this.#socket.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #receive(data) {
    if (this.#closed) return;
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;                                       // not for us: the wire carries JSON objects only
    }
    if (frame === null || typeof frame !== 'object') return;
    if (frame.type === 'ack') {
      this.#acknowledged(frame);
      return;
    }
    if (frame.ack !== undefined) this.#send({ type: 'ack', ack: frame.ack });
    this.dispatchEvent(new CustomEvent('frame', { detail: frame }));
  }

  #acknowledged(frame) {
    const { type, ack, error, ...answer } = frame;
    const waiting = this.#pending.get(ack);
    if (!waiting) return;
    this.#pending.delete(ack);
    this.#clock.clearTimeout(waiting.timer);
    this.dispatchEvent(new CustomEvent('roundtrip', { detail: performance.now() - waiting.sent }));
    if (error) waiting.reject(error);
    else waiting.resolve(answer);
  }

  #end(code, reason) {
    if (this.#closed) return;
    this.#closed = true;
    this.#clock.clearTimeout(this.#opening);
    for (const { reject, timer } of this.#pending.values()) {
      this.#clock.clearTimeout(timer);
      reject({ code: 'LOST' });
    }
    this.#pending.clear();
    this.dispatchEvent(new CustomEvent('close', { detail: { code, reason } }));
  }
}
