/** The TCP connections of one client, which can end as those of real people do. */
import { Agent } from 'node:http';

// a code of our own: some clients try again by themselves after ECONNRESET
const CUT = Object.assign(new Error('cut'), { code: 'ECUT' });

export class Line extends Agent {
  #connections = new Set();
  #isFrozen = false;
  #isDead = false;

  constructor() {
    super({ keepAlive: true });
  }

  createConnection(options, callback) {
    const connection = super.createConnection(options, callback);
    connection.on('error', () => {});
    connection.once('close', () => this.#connections.delete(connection));
    this.#connections.add(connection);
    if (this.#isFrozen) hold(connection);
    if (this.#isDead) connection.destroy(CUT);
    return connection;
  }

  /** Ends all connections without goodbye; new ones can be made. */
  cut() {
    for (const connection of this.#connections) connection.destroy(CUT);
  }

  /** Ends all connections without goodbye, and all that are made from now on. */
  cutForGood() {
    this.#isDead = true;
    this.cut();
  }

  /** From now on nothing is read and nothing is written, but all connections stay. */
  freeze() {
    this.#isFrozen = true;
    this.#connections.forEach(hold);
  }
}

function hold(connection) {
  connection.pause();
  connection.cork();
}
