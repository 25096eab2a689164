import { FrameConnection, introduced, objectIn } from './frames.js';

/**
 * The native wire without a WebSocket: events by an EventSource, one POST per message, one after another so that they
 * arrive in order. The browser mends a stream that has ended, and the session goes on; only if that takes long, or brings
 * a new session, the connection is lost.
 */
const MEND_WITHIN = 5_000;

export class SseConnection extends FrameConnection {
  details = { wire: 'sse', transport: 'sse' };
  #address;
  #credentials;
  #fetch;
  #source;
  #session = null;
  #lastEvent = '';
  #mending;
  #posts = Promise.resolve();

  constructor(address, { credentials = null, EventSource = globalThis.EventSource, fetch = (...all) => globalThis.fetch(...all), clock = globalThis } = {}) {
    super(clock);
    this.#address = address;
    this.#credentials = credentials;
    this.#fetch = fetch;
    this.#source = new EventSource(introduced(address, credentials));
    this.#source.onmessage = event => this.#heard(event);
    this.#source.onerror = () => this.#broken();
    // A WebSocket ends with its page; this session would live on for a while, and one would still seem to be here.
    globalThis.addEventListener?.('pagehide', this.#left);
  }

  #left = () => this.close();

  close() {
    if (this.#session) this.#fetch(this.#address, { method: 'DELETE', headers: { Session: this.#session }, keepalive: true }).catch(() => {});
    this.end(1000, '');
  }

  abandon(reason) {
    this.close();
    this.end(1006, reason);
  }

  end(code, reason) {
    globalThis.removeEventListener?.('pagehide', this.#left);
    this.#source.close();
    this.clock.clearTimeout(this.#mending);
    super.end(code, reason);
  }

  transmit(frame) {
    if (this.#session === null) return false;
    this.#posts = this.#posts.then(() => this.#post(frame));
    return true;
  }

  #heard({ data, lastEventId }) {
    this.clock.clearTimeout(this.#mending);
    if (lastEventId) this.#lastEvent = lastEventId;
    const frame = objectIn(data);
    if (frame?.type === 'session') this.#greeted(frame);
    else if (frame?.type === 'close') this.end(frame.code, frame.reason ?? '');
    else this.receive(data);
  }

  #greeted({ session, resumed }) {
    if (this.#session === null) {
      this.#session = session;
      this.introduce(this.#credentials);
    } else if (!resumed) this.end(1006, 'session lost');
  }

  #broken() {
    if (this.#source.readyState === 2 || this.#session === null) this.end(1006, '');
    else {
      this.clock.clearTimeout(this.#mending);
      this.#mending = this.clock.setTimeout(() => this.end(1006, 'stream lost'), MEND_WITHIN);
    }
  }

  async #post(frame) {
    if (this.isClosed) return;
    try {
      const answer = await this.#fetch(this.#address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Session: this.#session, ...(this.#lastEvent ? { 'Last-Event-ID': this.#lastEvent } : {}) },
        body: JSON.stringify(frame),
      });
      if (answer.status === 202) return;              // no acknowledgement wanted, or it comes as an event
      const body = objectIn(await answer.text()) ?? { code: `HTTP_${answer.status}` };
      if (body.type === 'ack') this.acknowledged(body);
      else if (body.code === 'SESSION_UNKNOWN') this.end(1006, 'session unknown');
      else this.#refused(frame, body);
    } catch {
      this.end(1006, 'no answer');
    }
  }

  #refused({ ack }, { type, ...error }) {
    if (ack === undefined) this.receive(JSON.stringify({ type: 'error', ...error }));
    else this.acknowledged({ ack, error });
  }
}
