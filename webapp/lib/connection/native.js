import { FrameConnection, introduced } from './frames.js';

/** The native wire over a WebSocket: one JSON object per text message. */
export class NativeConnection extends FrameConnection {
  details = { wire: 'native', transport: 'websocket' };
  #socket;

  constructor(address, { credentials = null, WebSocket = globalThis.WebSocket, clock = globalThis } = {}) {
    super(clock);
    this.#socket = new WebSocket(introduced(address, credentials));
    this.#socket.onopen = () => this.introduce(credentials);
    this.#socket.onmessage = ({ data }) => this.receive(data);
    this.#socket.onclose = ({ code, reason }) => this.end(code, reason);
  }

  close() {
    this.#socket.close(1000);
    this.end(1000, '');
  }

  /** Gives the connection up without waiting for the other side. */
  abandon(reason) {
    this.#socket.close();
    this.end(1006, reason);
  }

  transmit(frame) {
    if (this.#socket.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }
}
