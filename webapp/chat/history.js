import { isRoom, personId, placeOf, roomId } from './conversation.js';
import { greatest } from './messages.js';

/** What was said before, and while one was away: asks for it, page by page, and hands it to the store. */
const PAGE = 50;
const LARGEST_PAGE = 200;

export class History {
  #store;
  #isSeen;

  /** `isSeen(id)`: whether somebody is looking at the end of that conversation. */
  constructor(store, isSeen) {
    this.#store = store;
    this.#isSeen = isSeen;
  }

  #conversation(id) {
    const { conversations } = this.#store.state;
    return Object.hasOwn(conversations, id) ? conversations[id] : undefined;
  }

  /** Comes into a room, or back into it: everything after what one knows, else the newest page. */
  async enter(connection, room) {
    const known = this.#conversation(roomId(room));
    const after = known?.loaded ? known.number : null;
    let answer = await connection.request('join room', { room, ...(after === null ? {} : { after }) });
    const id = roomId(answer.room ?? room);
    let again = after !== null;
    if (again && answer.last < after) {             // the server has forgotten what we know, and counts anew
      this.#store.dispatch({ type: 'forgotten', id });
      again = false;
      answer = await connection.request('join room', { room });
    }
    this.#store.dispatch({ type: 'synced', id, answer, again, seen: this.#isSeen(id) });
    return id;
  }

  /** Everything private: with whom, and in each what is new. */
  async privately(connection) {
    const { conversations } = await connection.request('conversations', {});
    const news = new Map();
    for (const { last, lastRead, message } of conversations) {
      const { me } = this.#store.state;
      const own = message.from === me.id;
      const id = personId(own ? message.to : message.from);
      this.#store.dispatch({ type: 'awaited', id, name: own ? message.target : message.username });
      if (last > lastRead && !own) news.set(id, lastRead);
    }
    for (const { id, loaded } of Object.values(this.#store.state.conversations)) {
      if (!isRoom(id) && (loaded || news.has(id) || id === this.#store.state.open)) await this.#private(connection, id, news.get(id));
    }
  }

  /** A private conversation that has been opened: its newest page. */
  async open(connection, id) {
    const conversation = this.#conversation(id);
    if (isRoom(id) || !conversation || conversation.loaded) return;
    await this.#private(connection, id);
  }

  /** `lastRead` is known only of conversations with something new. */
  async #private(connection, id, lastRead = Number.MAX_SAFE_INTEGER) {
    const { loaded, number } = this.#conversation(id) ?? {};
    const messages = [];
    let answer;
    let after = number;
    try {
      do {
        answer = await connection.request('history', { ...placeOf(id), ...(loaded ? { after, limit: LARGEST_PAGE } : { limit: PAGE }) });
        messages.push(...answer.messages);
        after = Math.max(after, greatest(answer.messages));
      } while (loaded && answer.more);
    } catch (problem) {
      if (problem.code !== 'NO_SUCH_USER') throw problem;
      answer = { more: false };                     // nothing has been said yet, and the other is not here
    }
    const read = lastRead === Number.MAX_SAFE_INTEGER ? greatest(messages) : lastRead;
    this.#store.dispatch({ type: 'synced', id, answer: { ...answer, messages, lastRead: read }, again: Boolean(loaded), seen: this.#isSeen(id) });
  }

  /** The page before the oldest message there. */
  async older(connection, id) {
    const { messages, more, loading } = this.#conversation(id) ?? {};
    if (!more || loading === 'older' || loading === 'gap' || !connection) return;
    this.#store.dispatch({ type: 'loading', id, what: 'older' });
    try {
      const answer = await connection.request('history', { ...placeOf(id), ...(messages[0] ? { before: messages[0].id } : {}), limit: PAGE });
      this.#store.dispatch({ type: 'older', id, messages: answer.messages, more: answer.more });
    } catch (problem) {
      this.#store.dispatch({ type: 'loading', id, what: 'failed' });      // again when somebody asks
      throw problem;
    }
  }

  /** Fills the gap: everything after what was known before it. */
  async fill(connection, id) {
    if (!this.#conversation(id)?.gap || this.#conversation(id).loading || !connection) return;
    this.#store.dispatch({ type: 'loading', id, what: 'gap' });
    try {
      while (this.#conversation(id)?.gap) {
        const { messages, more } = await connection.request('history', { ...placeOf(id), after: this.#conversation(id).gap.after, limit: LARGEST_PAGE });
        this.#store.dispatch({ type: 'filled', id, messages, more: more && messages.length > 0 });
      }
    } finally {
      if (this.#conversation(id)?.loading === 'gap') this.#store.dispatch({ type: 'loading', id, what: null });
    }
  }
}

