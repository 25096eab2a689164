import { Lifeline } from '../lib/connection/lifeline.js';
import { NativeConnection } from '../lib/connection/native.js';
import { addressOf } from '../lib/namespace.js';
import { Outbox } from '../lib/outbox.js';
import { forGood, forThisTab } from '../lib/saved.js';
import { LOBBY, conversationOf, placeOf, roomId } from './conversation.js';

/**
 * One person's stay in one namespace: turns what the page wants into frames, and frames into actions on the store.
 * Says `notice` (detail: {what, …}) for things to be told in passing, `heard` (detail: the message) for the announcer.
 */
const TYPING_AGAIN = 3_000;
const SLOW_AFTER = 400;

export class Session extends EventTarget {
  #store;
  #isSeen;
  #key;
  #wanted = null;
  #rooms = new Set();
  #outbox;
  #lastDate = 0;
  #heardSoFar = 0;
  #told = { id: null, at: 0 };

  /** `isSeen(id)`: whether a message arriving there now is read as it comes. */
  constructor(store, isSeen) {
    super();
    this.#store = store;
    this.#isSeen = isSeen;
    this.#key = forThisTab.read('key') ?? newKey();
    forThisTab.write('key', this.#key);
    this.lifeline = new Lifeline({
      dial: () => this.#dial(),
      greet: connection => this.#greet(connection),
    });
    this.lifeline.addEventListener('change', () => store.dispatch({ type: 'line', status: this.lifeline.status }));
    this.lifeline.addEventListener('up', ({ detail }) => this.#up(detail));
    this.lifeline.addEventListener('down', ({ detail }) => this.#down(detail));
    this.#outbox = new Outbox({
      keep: entries => { if (this.#wanted) forThisTab.write(`queue:${this.#wanted.namespace}`, entries); },
      on: {
        sending: entry => this.#sending(entry),
        sent: entry => this.#delivery(entry, { status: 'sent', slow: false, problem: null }),
        waiting: entry => this.#delivery(entry, { status: 'waiting' }),
        refused: (entry, problem) => this.#delivery(entry, { status: 'failed', problem }),
        held: ms => this.#notice({ what: 'held', ms }),
      },
    });
  }

  get waiting() {
    return this.#outbox.entries.length;
  }

  /** Where this tab was before it was reloaded: {name, namespace}, or null. */
  static earlier() {
    return forThisTab.read('stay');
  }

  /** Resolves when the person is in; rejects with {code} when the server says no or does not answer. */
  async signIn({ name, namespace }) {
    this.#wanted = { name, namespace };
    await this.lifeline.open();
    forGood.write('name', name);                    // as asked for, also when it was taken today
    forGood.write('namespace', namespace);
  }

  /** After a reload: in at once, connected when the server answers. */
  resume({ name, namespace, rooms = [] }) {
    this.#wanted = { name, namespace };
    this.#rooms = new Set(rooms);
    this.#enter({ id: null, name });
    for (const room of rooms) this.#store.dispatch({ type: 'joined', room, users: [] });
    this.lifeline.resume();
  }

  signOut() {
    this.#wanted = null;
    this.#rooms.clear();
    this.#outbox.shut();
    this.#outbox.restore([]);
    forThisTab.forget('stay');
    forThisTab.forget(`queue:${this.#store.state.namespace}`);
    this.lifeline.close();
    this.#store.dispatch({ type: 'signedOut' });
  }

  /** Takes a text on its way; false when too many wait already. */
  say(id, text) {
    if (this.#outbox.isFull) return false;
    this.#lastDate = Math.max(Date.now(), this.#lastDate + 1);       // tells two equal texts apart
    const entry = { key: `own-${this.#lastDate}`, id, text, date: this.#lastDate };
    this.#show(entry, 'sending');
    this.#outbox.add(entry);
    this.#told = { id: null, at: 0 };
    return true;
  }

  retry(id, key) {
    const message = this.#store.state.conversations[id]?.messages.find(one => one.key === key);
    if (!message) return;
    this.discard(id, key);
    if (!this.say(id, message.text)) this.#notice({ what: 'full' });
  }

  discard(id, key) {
    this.#outbox.remove(key);
    this.#store.dispatch({ type: 'removed', id, key });
  }

  /** Resolves when the room is joined; rejects with {code}. Away, it is joined on return. */
  async join(room) {
    const known = this.#rooms.has(room) || room === LOBBY;
    if (!known) {
      const { connection } = this.lifeline;
      if (!connection) throw { code: 'LOST' };
      const answer = await connection.request('join', { room });
      this.#rooms.add(answer.room ?? room);
      this.#store.dispatch({ type: 'joined', room: answer.room ?? room, users: answer.users ?? [] });
      this.#keepStay();
    }
    this.open(roomId(room));
  }

  leave(room) {
    this.#rooms.delete(room);
    this.#keepStay();
    this.lifeline.connection?.request('leave', { room }).catch(() => {});
    this.#store.dispatch({ type: 'left', room });
  }

  open(id) {
    this.#store.dispatch({ type: 'opened', id });
    this.#keepStay();
  }

  closeDirect(id) {
    this.#store.dispatch({ type: 'closed', id });
  }

  /** Tells the others, at most every three seconds, and once when it is over. */
  typing(id, isTyping) {
    const { connection } = this.lifeline;
    const now = Date.now();
    if (!isTyping && this.#told.id !== id) return;
    if (isTyping && this.#told.id === id && now - this.#told.at < TYPING_AGAIN) return;
    this.#told = isTyping ? { id, at: now } : { id: null, at: 0 };
    connection?.emit('typing', { typing: isTyping, ...placeOf(id) });
  }

  #dial() {
    const connection = new NativeConnection(addressOf(this.#wanted.namespace, document.baseURI));
    connection.addEventListener('frame', ({ detail }) => this.#frame(detail));
    connection.addEventListener('roundtrip', ({ detail }) =>
      this.#store.dispatch({ type: 'roundTrip', at: Date.now(), ms: detail }));
    return connection;
  }

  async #greet(connection) {
    const { id, name } = await connection.request('username', { name: this.#wanted.name, key: this.#key });
    const { me } = this.#store.state;
    if (me === null) this.#enter({ id, name });
    else this.#store.dispatch({ type: 'named', me: { id, name } });
    if (name !== (me?.name ?? this.#wanted.name)) this.#notice({ what: 'renamed', asked: this.#wanted.name, name });
    this.#wanted = { ...this.#wanted, name };       // the name one has is the one to take back later
    this.#keepStay();
    for (const room of this.#rooms) await this.#rejoin(connection, room);
  }

  async #rejoin(connection, room) {
    try {
      const { users = [] } = await connection.request('join', { room });
      this.#store.dispatch({ type: 'joined', room, users });
    } catch (problem) {
      if (problem.code === 'LOST' || problem.retryAfter) throw problem;
      this.#rooms.delete(room);
      this.#store.dispatch({ type: 'left', room });
      this.#notice({ what: 'roomLost', room, problem });
    }
  }

  #enter(me) {
    const { namespace } = this.#wanted;
    this.#store.dispatch({ type: 'entered', me, namespace });
    const left = forThisTab.read(`queue:${namespace}`, []);
    for (const entry of left) this.#show(entry, 'waiting');
    this.#outbox.restore(left);
    this.#keepStay();
  }

  #up({ lostAt }) {
    if (lostAt !== null) this.#store.dispatch({ type: 'cameBack', key: `away-${lostAt}`, from: lostAt, to: Date.now() });
    const { connection } = this.lifeline;
    this.#outbox.open(({ id, text, date }) => connection.request('message', { text, date, ...placeOf(id) }));
  }

  #down({ code }) {
    if (code === 1009) this.#outbox.refuseOldest({ code: 'TOO_BIG' });
    this.#outbox.shut();
    this.#store.dispatch({ type: 'wentDown' });
  }

  #frame(frame) {
    const at = Date.now();
    const known = this.#store.state.me !== null;
    switch (frame.type) {
      case 'userlist': this.#store.dispatch({ type: 'users', users: frame.users ?? [] }); break;
      case 'roomlist': this.#store.dispatch({ type: 'roomList', rooms: frame.rooms ?? [] }); break;
      case 'roomusers': this.#store.dispatch({ type: 'roomUsers', room: frame.room, users: frame.users ?? [] }); break;
      case 'typing': if (known) this.#store.dispatch({ type: 'typing', frame, at }); break;
      case 'message': if (known) this.#heard(frame, at); break;
      case 'error': if (known) this.#notice({ what: 'problem', problem: frame }); break;
      default:                                      // `id`, `rejectusername`: the greeting's answer says both
    }
  }

  #heard(frame, at) {
    if (typeof frame.text !== 'string' || typeof frame.name !== 'string') return;
    const { me, conversations } = this.#store.state;
    const id = conversationOf(frame, me.name);
    const before = conversations[id]?.messages.at(-1);
    const key = `heard-${at}-${this.#heardSoFar += 1}`;
    this.#store.dispatch({ type: 'received', frame, key, at, seen: this.#isSeen(id) });
    const message = this.#store.state.conversations[id]?.messages.at(-1);
    if (message && message !== before && !message.own) {
      this.dispatchEvent(new CustomEvent('heard', { detail: { id, message } }));
    }
  }

  #show({ id, ...message }, status) {
    const { name } = this.#store.state.me;
    this.#store.dispatch({ type: 'composed', id, message: { ...message, name, at: message.date, own: true, status } });
  }

  #sending(entry) {
    this.#delivery(entry, { status: 'sending', slow: false });
    setTimeout(() => this.#delivery(entry, { slow: true }), SLOW_AFTER);
  }

  #delivery({ id, key }, change) {
    this.#store.dispatch({ type: 'delivery', id, key, ...change });
  }

  #keepStay() {
    if (!this.#wanted) return;
    forThisTab.write('stay', { ...this.#wanted, rooms: [...this.#rooms] });
  }

  #notice(detail) {
    this.dispatchEvent(new CustomEvent('notice', { detail }));
  }
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
