/** Time that moves when told. */
export class VirtualClock {
  #now = 0;
  #next = 1;
  #timers = new Map();

  setTimeout = (run, ms) => {
    const id = this.#next++;
    this.#timers.set(id, { run, at: this.#now + ms });
    return id;
  };

  clearTimeout = id => {
    this.#timers.delete(id);
  };

  async advance(ms) {
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, { run, at }] = due;
      this.#timers.delete(id);
      this.#now = at;
      run();
      await settled();
    }
    this.#now = until;
    await settled();
  }
}

/** After everything that was promised so far. */
export const settled = () => new Promise(resolve => setImmediate(resolve));

/** A connection that opens and closes when told, and remembers how it was left. */
export class FakeConnection extends EventTarget {
  ended = null;

  opens() {
    this.dispatchEvent(new Event('open'));
    return settled();
  }

  breaks(code = 1006, reason = '') {
    this.dispatchEvent(new CustomEvent('close', { detail: { code, reason } }));
    return settled();
  }

  close() {
    this.ended = 'closed';
  }

  abandon() {
    this.ended = 'abandoned';
  }
}

/** The browser's WebSocket, as far as the wire needs it. */
export class FakeWebSocket {
  static last = null;
  readyState = 0;
  sent = [];

  constructor(address) {
    this.address = address;
    FakeWebSocket.last = this;
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  opens() {
    this.readyState = 1;
    this.onopen();
  }

  hears(frame) {
    this.onmessage({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }

  breaks(code, reason = '') {
    this.readyState = 3;
    this.onclose({ code, reason });
  }
}

/** The browser's EventSource, as far as the wire needs it. */
export class FakeEventSource {
  static last = null;
  readyState = 0;

  constructor(address) {
    this.address = address;
    FakeEventSource.last = this;
  }

  hears(frame, lastEventId = '') {
    this.readyState = 1;
    this.onmessage({ data: JSON.stringify(frame), lastEventId });
  }

  /** The stream has ended; the browser tries again by itself, or with 2 it has given up. */
  stumbles(readyState = 0) {
    this.readyState = readyState;
    this.onerror();
  }

  close() {
    this.readyState = 2;
  }
}

/** The official client's socket, as far as the wire needs it. */
export class FakeSocket {
  connected = false;
  sent = [];
  #listeners = {};
  #any = () => {};
  #engine = { transport: { name: 'polling' }, on: (event, run) => { if (event === 'upgrade') this.upgrades = run; } };
  io = { engine: this.#engine };

  on(event, run) {
    this.#listeners[event] = run;
  }

  onAny(run) {
    this.#any = run;
  }

  emit(...all) {
    this.sent.push(all);
  }

  timeout() {
    return this;
  }

  disconnect() {
    this.connected = false;
  }

  says(event, ...all) {
    if (event === 'connect') this.connected = true;
    this.#listeners[event](...all);
  }

  hears(...all) {
    this.#any(...all);
  }
}

/** The browser's storage: what is kept are its members. */
export class FakeStorage {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, value) {
    this[key] = value;
  }

  removeItem(key) {
    delete this[key];
  }
}

/** A server on the native wire that lets everybody in; `answers` may be changed: a type to what is answered, if anything. */
export class FakeServer {
  answers = {};
  #usual = {
    username: (socket, { name }) => ({ id: 'A', name }),
    join: (socket, { room }) => ({ room, messages: [], members: [], last: 0, lastRead: 0 }),
    conversations: () => ({ conversations: [] }),
  };

  constructor() {
    const hear = (socket, frame) => this.#hear(socket, frame);
    this.WebSocket = class extends FakeWebSocket {
      send(text) {
        super.send(text);
        hear(this, this.sent.at(-1));
      }
    };
  }

  /** The connection that was dialled last opens, and what it asks is answered. */
  async opens() {
    while (!(FakeWebSocket.last instanceof this.WebSocket && FakeWebSocket.last.readyState === 0)) await settled();
    FakeWebSocket.last.opens();
    for (let turn = 0; turn < 5; turn += 1) await settled();
  }

  #hear(socket, frame) {
    const answer = (this.answers[frame.type] ?? this.#usual[frame.type])?.(socket, frame);
    if (answer && frame.ack) setImmediate(() => socket.hears({ type: 'ack', ack: frame.ack, ...answer }));
  }
}
