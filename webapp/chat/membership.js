import { LOBBY, isRoom, keyOf, roomId } from './conversation.js';

/** The rooms one is in: coming in, coming back after a break, leaving, and doing what another tab does. */
export class Membership {
  #store;
  #stay;
  #history;
  #reading;
  #connection;
  #isSeen;
  #notice;
  #coming = null;

  /** `connection()` is the one that is open now, or null; `notice(detail)` tells the person something in passing. */
  constructor({ store, stay, history, reading, connection, isSeen, notice }) {
    this.#store = store;
    this.#stay = stay;
    this.#history = history;
    this.#reading = reading;
    this.#connection = connection;
    this.#isSeen = isSeen;
    this.#notice = notice;
  }

  isIn(room) {
    return room === LOBBY || Object.hasOwn(this.#store.state.conversations, roomId(room));
  }

  /** Resolves with the id of the conversation; rejects with {code}. */
  join(room) {
    const connection = this.#connection();
    if (!connection) throw { code: 'LOST' };
    return this.#come(connection, room);
  }

  /** The lobby stays: another tab may have left the room about which one has been asked here. */
  leave(room) {
    if (room === LOBBY) return;
    this.#forget(room);
    this.#sayLeft(room);
  }

  /** Also to a connection on which one is just coming back. */
  get #way() {
    return this.#connection() ?? this.#coming;
  }

  #sayLeft(room) {
    this.#way?.request('leave room', { room }).catch(() => {});
  }

  /** All rooms again, on a new connection. */
  async rejoinAll(connection) {
    this.#coming = connection;
    for (const room of [LOBBY, ...this.#stay.rooms]) {
      const isWanted = room === LOBBY || this.#stay.rooms.includes(room);       // it may have been left meanwhile
      if (isWanted) await this.#rejoin(connection, room);
    }
  }

  /** Permissions have changed (`changesOf`). */
  async permitted({ lost, readable }) {
    for (const room of lost) {
      this.#forget(room);
      this.#notice({ what: 'roomLost', room, problem: { code: 'NOT_ALLOWED' } });
    }
    const connection = this.#way;
    for (const room of readable) {
      this.#store.dispatch({ type: 'forgotten', id: roomId(room) });
      await this.#rejoin(connection, room);
    }
  }

  /** Another tab has joined or left rooms; these are the ones it is in. */
  async follow(names) {
    const here = Object.keys(this.#store.state.conversations).filter(id => isRoom(id) && id !== roomId(LOBBY)).map(keyOf);
    const connection = this.#way;
    for (const room of here.filter(one => !names.includes(one))) {
      this.#store.dispatch({ type: 'left', room });
      this.#sayLeft(room);
    }
    if (connection) await Promise.all(names.filter(one => !here.includes(one)).map(room => this.#rejoin(connection, room)));
  }

  async #rejoin(connection, room) {
    try {
      await this.#come(connection, room, () => room === LOBBY || this.#stay.rooms.includes(room));
    } catch (problem) {
      if (problem.code === 'HISTORY_LATE') {        // the chat goes on without it
        setTimeout(() => this.#later(connection, room), problem.retryAfter ?? 5_000);
        return;
      }
      if (problem.code === 'LOST' || problem.retryAfter || room === LOBBY) throw problem;
      this.#forget(room);
      this.#notice({ what: 'roomLost', room, problem });
    }
  }

  async #later(connection, room) {
    if (connection !== this.#connection()) return;
    try {
      await this.#rejoin(connection, room);
    } catch (problem) {
      if (problem.code !== 'LOST') this.#notice({ what: 'problem', problem });
    }
  }

  /** `isWanted()`: it has not been left while the server was asked. */
  async #come(connection, room, isWanted = () => true) {
    const id = await this.#history.enter(connection, room);
    if (!isWanted()) {
      this.#store.dispatch({ type: 'left', room: keyOf(id) });
      return id;
    }
    this.#stay.entered(keyOf(id));
    this.#reading.known(id, this.#store.state.conversations[id].toldRead);
    if (this.#isSeen(id)) this.#reading.look(id);
    return id;
  }

  #forget(room) {
    this.#stay.left(room);
    this.#store.dispatch({ type: 'left', room });
  }
}
