import { mentionsIn } from '../lib/markup.js';
import { LOBBY_ID, conversationOf, isRoom } from './conversation.js';
import { greatest, indexAfter, kept, merged, numberOf, unreadAfter } from './messages.js';

/**
 * What has been said, where, and how much of it one has read. Pure.
 *
 * A conversation: {id, name (of a person), topic, members, messages, pending, number, synced, loaded, more, gap, loading,
 * lastRead, unread, mentions, fresh, typing, intent}.
 * - `messages` are the server's, `pending` one's own on their way: {key, text, date, status, slow, problem}.
 * - `number` is the greatest id or change that one has seen with nothing missing before it: what to ask for after a break.
 *   While not `synced`, what is heard does not move it.
 * - `lastRead` is how far one has read, `toldRead` how far the server knew of when it was asked last.
 * - `more`: there may be older ones. `gap`: {after, below}, what may be missing: all after the number `after`, shown above
 *   the first message that is later than the message `below`.
 * - `loading`: `older`, `gap`, `failed` (to load older ones), or null.
 * - `intent`: {kind: 'reply' | 'edit', message (an id)}, what the text in the field is for; null when it is just a message.
 * - `missing`: the permissions that one lacks there (chat/permissions.js).
 * - `fresh`: {after, count}, the line above the first message of others after that id; it stays until the conversation is
 *   left.
 */
const EMPTY = Object.freeze({
  name: null, topic: '', members: new Map(), messages: [], pending: [], number: 0, synced: false, loaded: false, more: false,
  gap: null, loading: null, lastRead: 0, toldRead: 0, unread: 0, mentions: 0, fresh: null, typing: {}, intent: null, missing: {},
});

export function withConversation(state, id, change) {
  const old = Object.hasOwn(state.conversations, id) ? state.conversations[id] : { ...EMPTY, id };
  return { ...state, conversations: { ...state.conversations, [id]: change(old) } };
}

export function everyConversation(state, change) {
  let changed = false;
  const conversations = {};
  for (const [id, old] of Object.entries(state.conversations)) {
    conversations[id] = change(old);
    changed ||= conversations[id] !== old;
  }
  return changed ? { ...state, conversations } : state;
}

const where = (state, id, change) => (Object.hasOwn(state.conversations, id) ? withConversation(state, id, change) : state);

export const histories = {
  /** A room's place in the list, before anything is known of it. */
  awaited: (state, { id, name = null }) => withConversation(state, id, old => ({ ...old, name: name ?? old.name })),
  synced,
  forgotten: (state, { id }) => where(state, id, ({ pending, name, topic, members, missing }) => ({ ...EMPTY, id, pending, name, topic, members, missing })),
  loading: (state, { id, what }) => where(state, id, old => ({ ...old, loading: what })),
  older: (state, { id, messages, more }) => where(state, id, old => ({ ...merging(state, old, messages), more, loading: null })),
  /** A page from far back, with a gap between it and the rest. */
  leapt: (state, { id, messages, more }) => where(state, id, old => ({
    ...merging(state, old, messages), more, gap: old.gap ?? { after: messages.at(-1).id, below: messages.at(-1).id },
  })),
  filled: (state, { id, messages, more }) => where(state, id, old => ({
    ...merging(state, old, messages),
    gap: more && old.gap ? { ...old.gap, after: Math.max(old.gap.after, greatest(messages)) } : null,
    loading: more ? old.loading : null,
  })),
  changed: (state, { message }) => where(state, conversationOf(message, state.me.id), old => {
    const next = merging(state, old, [message], { known: true });
    return { ...next, number: old.synced ? Math.max(old.number, numberOf(message)) : old.number };
  }),
  composed: (state, { id, message }) => withConversation(state, id, old => ({
    ...old, pending: [...old.pending, { ...message, own: true, calls: mentionsIn(message.text, namesFor(state, old)), callsMe: false }],
  })),
  delivery: (state, { id, key, ...change }) => where(state, id, old => ({
    ...old, pending: old.pending.map(message => (message.key === key ? { ...message, ...change } : message)),
  })),
  removed: (state, { id, key }) => where(state, id, old => ({ ...old, pending: old.pending.filter(message => message.key !== key) })),
  said,
  intends: (state, { id, intent }) => where(state, id, old => ({ ...old, intent })),
  read: (state, { id, upTo }) => where(state, id, old => {
    const lastRead = Math.max(old.lastRead, upTo);
    const left = unreadAfter(old.messages, lastRead);
    return lastRead === old.lastRead && left.unread === old.unread ? old : { ...old, lastRead, ...left };
  }),
};

/** Messages of the server taken in, and what they answer taken from those on their way. */
function merging(state, old, messages, { known = false } = {}) {
  let called;
  const names = () => called ??= namesFor(state, old);
  const news = messages.map(message => kept(message, state.me, names))
    .filter(message => !known || indexAfter(old.messages, message.id - 1) < indexAfter(old.messages, message.id));
  const arrivedNonces = new Set(news.map(message => message.nonce));
  const pending = old.pending.some(message => arrivedNonces.has(message.key))
    ? old.pending.filter(message => !arrivedNonces.has(message.key)) : old.pending;
  return { ...old, messages: merged(old.messages, news), pending };
}

/** Who can be called by name: who is there, and who has spoken there. */
function namesFor(state, { id, members, messages, name }) {
  const people = id === LOBBY_ID ? state.people : members;
  return [...new Set([state.me.name, name, ...[...people.values()].map(person => person.username), ...messages.slice(-200).map(message => message.name)])]
    .filter(Boolean);
}

/**
 * The answer to coming in or coming back: the newest page or, coming back, what was missed. `seen`: somebody is looking at it.
 */
function synced(state, { id, answer, again, seen }) {
  const { messages, topic = '', members = [], gap = false, last = 0, lastRead = 0, unread, missing } = answer;
  return withConversation(state, id, old => {
    const here = new Map(members.map(person => [person.id, person]));
    const next = merging(state, { ...old, members: here }, messages);
    const newest = old.messages.at(-1)?.id ?? 0;
    const result = {
      ...next, topic, synced: true, loaded: true, loading: null,
      missing: { ...missing, ...(id === LOBBY_ID ? { create: old.missing.create } : {}) },
      number: Math.max(last, old.number, greatest(next.messages)),
      more: again ? old.more : answer.more ?? messages.length >= 50,
      gap: gap && !old.gap ? { after: old.number, below: newest } : old.gap,
      lastRead: Math.max(lastRead, old.lastRead), toldRead: lastRead,
    };
    // Whoever has never read anything here is new, and all of it is history.
    if (isRoom(id) && result.lastRead === 0) return { ...result, lastRead: Math.max(0, last), unread: 0, mentions: 0 };
    const count = lastRead < old.lastRead ? undefined : unread;     // the server has not heard yet how far one has read
    return counted(result, again && seen, count, newest);
  });
}

function counted(conversation, seen, unread, newest) {
  if (seen) return { ...conversation, unread: 0, mentions: 0 };
  const here = unreadAfter(conversation.messages, conversation.lastRead);
  const count = Math.max(here.unread, unread ?? 0);
  const fresh = count === 0 ? conversation.fresh
    : { after: conversation.fresh?.after ?? Math.max(conversation.lastRead, newest), count };
  return { ...conversation, unread: count, mentions: here.mentions, fresh };
}

/** `seen`: the conversation is open and at its end, in a page that is in view. */
export function arrived(state, message, seen) {
  const id = conversationOf(message, state.me.id);
  // Not a member (any more): a message that crossed the leaving.
  if (isRoom(id) && !Object.hasOwn(state.conversations, id)) return state;
  return withConversation(state, id, old => {
    const next = merging(state, old, [message]);
    const number = old.synced ? Math.max(old.number, numberOf(message)) : old.number;
    const { [message.from]: typed, ...typing } = old.typing;
    const name = isRoom(id) ? null : old.name ?? (message.from === state.me.id ? message.target : message.username);
    const result = { ...next, number, name, typing };
    if (next.messages === old.messages || message.from === state.me.id || seen || message.id <= old.lastRead) return result;
    const callsMe = next.messages[indexAfter(next.messages, message.id - 1)].callsMe;
    return {
      ...result,
      unread: old.unread + 1,
      mentions: old.mentions + (callsMe ? 1 : 0),
      fresh: old.unread > 0 && old.fresh ? { ...old.fresh, count: old.fresh.count + 1 } : { after: message.id - 1, count: 1 },
    };
  });
}

/** One's own has arrived: it has its id and its place. */
function said(state, { id, key, messageId, date }) {
  return where(state, id, old => {
    const own = old.pending.find(message => message.key === key);
    if (!own) return old;
    return merging(state, old, [{ id: messageId, date, from: state.me.id, username: state.me.name, message: own.text, nonce: key, replyTo: own.replyTo, file: own.file }]);
  });
}

/** The newest message there, by its id; 0 when there is none. */
export const newestIn = conversation => conversation?.messages.at(-1)?.id ?? 0;
