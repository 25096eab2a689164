/** The client versions, the transports, and a party: the sockets of one scenario. */
import io25 from 'client25';
import { io as io31 } from 'client31';
import { io as io48 } from 'client48';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Inbox, next, within } from './waiting.mjs';

export const versions = [
  { name: '4.8', io: io48, revision: 4 },
  { name: '3.1', io: io31, revision: 4 },
  { name: '2.5', io: io25, revision: 3 },
];

export const modes = [
  { name: 'polling', transports: ['polling'] },
  { name: 'websocket', transports: ['websocket'] },
  { name: 'upgrade', transports: ['polling', 'websocket'] },
];

/** Where the server is: `http://host:port` or `http://host:port/context`. */
export class Server {
  constructor(url) {
    const { origin, hostname, port, pathname } = new URL(url);
    this.origin = origin;
    this.path = `${pathname.replace(/\/$/, '')}/socket.io`;
    this.listening = { host: hostname, port: Number(port) || 80 };
  }

  /** Fails at once when nobody listens, so that not every scenario has to. */
  async reachable() {
    const connection = connect(this.listening);
    await once(connection, 'connect');
    connection.destroy();
  }
}

let parties = 0;

/** What a poll has failed with: its status, or what Node says of the connection. */
function cause(error) {
  const request = error?.context;
  return request ? ` (${request.status}: ${String(request.responseText).slice(0, 300)})` : '';
}

/**
 * The sockets of one scenario: opened one way unless told otherwise, closed together.
 *
 * Others may talk on the same server at the same time: rooms and broadcasts of a party bear its name.
 */
export class Party {
  #sockets = [];
  #name = `${process.pid}-${++parties}`;

  constructor(server, version, mode) {
    Object.assign(this, { server, version, mode });
  }

  /** A party of another version or another transport, closed with this one. */
  as(version, mode = this.mode) {
    const other = new Party(this.server, version, mode);
    other.#sockets = this.#sockets;
    other.#name = this.#name;
    return other;
  }

  /** A socket on a connection of its own that has only begun to connect, so that no event is missed. */
  open(namespace = '/', options = {}) {
    return this.#remembered(this.version.io(this.server.origin + namespace, {
      path: this.server.path,
      transports: this.mode.transports,
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 50,
      randomizationFactor: 0,
      ...options,
    }));
  }

  /** Another namespace on the connection of that socket. */
  openBeside(socket, namespace, options) {
    return this.#remembered(socket.io.socket(namespace, options));
  }

  async connected(namespace, options) {
    return this.joined(this.open(namespace, options));
  }

  /** The socket, once it is connected; fails at once when it is refused. */
  async joined(socket) {
    const refused = new Promise((_, reject) => {
      for (const event of ['connect_error', 'error']) socket.once(event, error => reject(new Error(`${event}: ${error?.message ?? error}${cause(error)}`)));
    });
    await Promise.race([next(socket, 'connect'), refused]);
    return socket;
  }

  /** The socket, once it is connected and on the last transport that it was allowed. */
  async settled(namespace, options) {
    const socket = await this.connected(namespace, options);
    await upgraded(socket, this.mode);
    return socket;
  }

  /** A room that no other party knows. */
  room(name) {
    return `${name} of ${this.#name}`;
  }

  /** Sends what goes to every client of the server, those of other parties too. */
  toAll(socket, event, ...args) {
    socket.emit(event, this.#name, ...args);
  }

  /** What this party has said to all and the socket hears. */
  heard(socket, event) {
    return new Inbox(socket, event, ([party, ...args]) => party === this.#name && args);
  }

  async close() {
    await Promise.all(this.#sockets.map(closed));
  }

  #remembered(socket) {
    this.#sockets.push(socket);
    return socket;
  }
}

export const transport = socket => socket.io.engine.transport.name;

export async function upgraded(socket, mode) {
  const last = mode.transports.at(-1);
  if (transport(socket) !== last) await next(socket.io.engine, 'upgrade');
}

async function closed(socket) {
  const { engine } = socket.io;
  socket.io.reconnection(false);
  socket.disconnect();
  if (!engine || engine.readyState === 'closed') return;
  const gone = new Promise(resolve => engine.once('close', resolve));
  engine.close();
  await within(gone, 'end of the connection');
}
