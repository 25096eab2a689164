import { accessRefusal } from '../lib/connection/verdict.js';
import { forGood } from '../lib/saved.js';
import { keyOf, placeOf, roomId } from './conversation.js';
import { Hearing } from './hearing.js';
import { History } from './history.js';
import { Line } from './line.js';
import { Membership } from './membership.js';
import { Presence } from './presence.js';
import { Queues } from './queues.js';
import { Reading } from './reading.js';
import { Sending } from './sending.js';
import { Stay, watchOtherTabs } from './stay.js';
import { Typing } from './typing.js';

/**
 * One person's stay in one namespace: turns what the page wants into commands, and what the server says into actions on the
 * store. Says `notice` (detail: {what, …}) for things to be told in passing, `heard` (detail: {id, message}) for the announcer, `left`
 * when it is over, here or in another tab, `refused` (detail: {reason, namespace}) when the namespace refuses one who was inside.
 */
export class Session extends EventTarget {
  #store;
  #stay = new Stay();
  #queues = new Queues();
  #sending;
  #history;
  #reading;
  #membership;
  #typing;
  #hearing;
  #line;

  /** What takes files to the server (chat/attaching.js). */
  attaching = null;

  /** chat/account/account.js; null for a guest. */
  account = null;

  /** `isSeen(id)`: whether a message arriving there now is read as it comes. */
  constructor(store, isSeen) {
    super();
    this.#store = store;
    this.#line = new Line(store, {
      namespace: () => this.#stay.namespace, greet: connection => this.#greet(connection), event: event => this.#hearing.event(event),
      credentials: () => this.account && (options => this.account.token(options)),
    });
    ({ lifeline: this.lifeline, wires: this.wires } = this.#line);
    const connection = () => this.lifeline.connection;
    const notice = detail => this.#notice(detail);
    this.#typing = new Typing(connection);
    this.#sending = new Sending(store, this.#queues, problem => { if (problem.code === 'RATE_LIMITED') notice({ what: 'held', problem }); });
    this.#history = new History(store, isSeen);
    this.#reading = new Reading(store, connection);
    this.#membership = new Membership({
      store, stay: this.#stay, history: this.#history, reading: this.#reading, connection, isSeen, notice,
    });
    this.#hearing = new Hearing({
      store, isSeen, sending: this.#sending, reading: this.#reading, notice,
      heard: detail => this.dispatchEvent(new CustomEvent('heard', { detail })),
      permitted: changes => this.#tried(this.#membership.permitted(changes)),
    });
    this.presence = new Presence(status => connection()?.request('presence', { status }).catch(() => {}));
    this.lifeline.addEventListener('up', () => this.#up());
    this.lifeline.addEventListener('down', ({ detail }) => this.#down(detail));
    this.lifeline.addEventListener('change', () => this.#refused());
    watchOtherTabs({
      gone: () => {
        if (store.state.me === null) return;
        this.#stay.over();
        this.#leave();
      },
      rooms: names => this.#tried(this.#membership.follow(names)),
      namespace: () => this.#stay.namespace,
    });
  }

  // ---- Coming and going

  /** Resolves when the person is in; rejects with {code} when the server says no or does not answer. */
  async signIn({ name, namespace }) {
    this.#stay.begin({ name, namespace });
    await this.#queues.settle();
    try {
      await this.#line.open();
    } catch (problem) {
      if (this.#store.state.me === null) throw problem;
      await this.#line.resume();                    // broken when one was in already: lost like any other
    }
    this.#stay.asked({ name, namespace });
  }

  /** After a reload: in at once, connected when the server answers. */
  async resume(earlier) {
    this.#stay.begin(earlier);
    this.#enter({ id: null, name: earlier.name });
    for (const room of this.#stay.rooms) this.#store.dispatch({ type: 'awaited', id: roomId(room) });
    await this.#queues.settle();
    await this.#line.resume();
  }

  signOut() {
    this.account?.signOut();
    this.#stay.end();
    this.#leave();
  }

  /** Back to the door without signing out: rooms, drafts and unsent messages are kept. Returns the namespace. */
  stepOut() {
    const { namespace } = this.#stay;
    this.#stay.rest();
    this.#sending.rest();
    this.#end();
    return namespace;
  }

  #leave() {
    this.account?.forget();
    this.account = null;
    this.#sending.end();
    this.#end();
    this.dispatchEvent(new Event('left'));
  }

  #end() {
    this.attaching?.forget();
    this.#reading.forget();
    this.lifeline.close();
    this.#store.dispatch({ type: 'signedOut' });
  }

  /** Trying again does not help. Who has an account can sign in again where they are. */
  #refused() {
    const { status } = this.lifeline;
    const reason = status.phase === 'refused' ? accessRefusal(status) : null;
    if (reason === null || reason === 'auth required' && this.account) return;
    this.dispatchEvent(new CustomEvent('refused', { detail: { reason, namespace: this.stepOut() } }));
  }

  async #greet(connection) {
    const asked = this.#stay.name;
    const { id, username: name, moderator = false, missing } = await connection.request('add user', { username: asked, key: this.#stay.key, lists: false });
    if (this.#store.state.me === null) this.#enter({ id, name, moderator }, missing);
    else this.#store.dispatch({ type: 'named', me: { id, name, moderator }, missing });
    if (name !== asked) this.#notice({ what: forGood.read('known') === name ? 'otherTab' : 'renamed', asked, name });
    forGood.write('known', name);
    this.#stay.named(name);
    await this.#membership.rejoinAll(connection);
    await this.#history.privately(connection).catch(passing);
  }

  #enter(me, missing) {
    const { namespace } = this.#stay;
    this.#store.dispatch({ type: 'entered', me, namespace, missing });
    this.#stay.named(me.name);
    this.#sending.begin(namespace);
  }

  // ---- What one says

  /** The secret by which the server knows this person. */
  get key() {
    return this.#stay.key;
  }

  /** What the server's HTTP API knows this person by; rejects with {code}. */
  async bearer() {
    return this.account ? this.account.token() : this.key;
  }

  /** How many messages wait to be sent. */
  get waiting() {
    return this.#sending.waiting;
  }

  /** Takes a text on its way; false when too many wait already. */
  say(id, text, more) {
    this.#typing.over();
    return this.#sending.say(id, text, more);
  }

  /** Takes a message on its way whose file is there now. */
  carry(id, key, file) {
    this.#sending.carry(id, key, file);
  }

  /** Messages whose files are still on their way. */
  carries(entries) {
    this.#sending.carries(entries);
  }

  retry(id, key) {
    if (this.attaching?.again(id, key)) return;
    if (!this.#sending.retry(id, key)) this.#notice({ what: 'full' });
  }

  discard(id, key) {
    this.#sending.discard(id, key);
  }

  /** Tells the others that one is writing, or has stopped. */
  typing(id, isTyping) {
    this.#typing.tell(id, isTyping);
  }

  /** Another text in the place of one's own; rejects with {code}. */
  edit(id, message, text) {
    return this.request('edit message', { ...placeOf(id), id: message, message: text });
  }

  /** Takes back a message of one's own. */
  async remove(id, message) {
    return this.#tried(this.request('delete message', { ...placeOf(id), id: message }), { tellLost: true });
  }

  /** Puts one's reaction to a message, or takes it away. */
  react(id, message, reaction, on) {
    return this.#tried(this.request('react', { ...placeOf(id), id: message, reaction, on }), { tellLost: true });
  }

  /** Rejects with {code}. */
  setTopic(id, topic) {
    return this.request('set topic', { room: keyOf(id), topic });
  }

  /** Any command of docs/chat.md; resolves with its acknowledgement, rejects with {code}. */
  async request(event, members) {
    const { connection } = this.lifeline;
    if (!connection) throw { code: 'LOST' };
    return connection.request(event, members);
  }

  // ---- Where one is, and what one reads

  /** Resolves when the room is joined and open; rejects with {code}. */
  async join(room) {
    this.open(this.#membership.isIn(room) ? roomId(room) : await this.#membership.join(room));
  }

  leave(room) {
    this.#membership.leave(room);
  }

  open(id) {
    this.#store.dispatch({ type: 'opened', id });
    const { connection } = this.lifeline;
    if (connection) this.#tried(this.#history.open(connection, id));
  }

  closeDirect(id) {
    this.#store.dispatch({ type: 'closed', id });
  }

  /** Loads the page before the oldest message. */
  older(id) {
    return this.#tried(this.#history.older(this.lifeline.connection, id));
  }

  /** Loads what was said before until that message is there, if it can be had; resolves with whether the server could be asked. */
  reach(id, message) {
    return this.#tried(this.#reach(id, message), { tellLost: true });
  }

  async #reach(id, messageId) {
    const { connection } = this.lifeline;
    if (!connection) throw { code: 'LOST' };
    const { reach } = await import('./search/reach.js');
    await reach({ store: this.#store, history: this.#history, connection, id, messageId });
  }

  /** Loads what may be missing. */
  fill(id) {
    return this.#tried(this.#history.fill(this.lifeline.connection, id));
  }

  /** Somebody is looking at the end of that conversation. */
  look(id) {
    this.#reading.look(id);
  }

  // ---- The connection

  /** Another wire, from now on: `auto` or its name. */
  use(choice) {
    return this.#line.use(choice);
  }

  #up() {
    this.#sending.open(this.lifeline.connection);
    this.#reading.again();
    this.presence.again();
  }

  #down({ code }) {
    if (code === 1009) this.#sending.refuseOldest({ code: 'TOO_BIG' });
    this.#sending.shut();
    this.#store.dispatch({ type: 'wentDown' });
  }

  /**
   * What a person asked for must be answered also when there is no connection; what the page does by itself need not. Resolves with
   * whether it was done.
   */
  async #tried(promise, { tellLost = false } = {}) {
    try {
      await promise;
      return true;
    } catch (problem) {
      if (tellLost || problem.code !== 'LOST') this.#notice({ what: 'problem', problem });
      return false;
    }
  }

  #notice(detail) {
    this.dispatchEvent(new CustomEvent('notice', { detail }));
  }
}

/** History may be late; coming in does not wait for it. */
function passing(problem) {
  if (problem.code === 'LOST') throw problem;
}
