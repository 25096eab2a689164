import { mentionsIn } from '../lib/markup.js';
import { LOBBY_ID, conversationOf, isRoom, nameOf, roomId } from './conversation.js';

/**
 * Everything the page shows, and the one function that changes it. Pure: no clock, no network, no DOM.
 *
 * A conversation: {id, messages, unread, mentions, fresh, typing}. `fresh` is the line above the first message that came
 * unseen: {key, count}; it stays until the conversation is left. A message: {key, name, text, date, at, own, status,
 * slow, problem, calls, callsMe}; `date` is the sender's and only tells copies apart, `at` is when it was here.
 */
export const KEPT_MESSAGES = 500;
export const TYPING_FOR = 6_000;

export const nobody = Object.freeze({
  me: null,
  namespace: '/',
  users: [],
  rooms: [],
  joined: {},
  conversations: {},
  open: LOBBY_ID,
  line: { phase: 'closed', shown: false },
  roundTrips: [],
  over: 0,
});

const steps = {
  entered: (state, { me, namespace }) => ({
    ...nobody, line: state.line, roundTrips: state.roundTrips, users: state.users, rooms: state.rooms, me, namespace,
    conversations: { [LOBBY_ID]: conversation(LOBBY_ID) },
  }),
  signedOut: () => nobody,
  named: (state, { me }) => ({ ...state, me }),
  line: (state, { status }) => ({ ...state, line: status }),
  roundTrip: (state, { at, ms }) => ({
    ...state, roundTrips: [...state.roundTrips.filter(trip => trip.at > at - 300_000), { at, ms }].slice(-120),
  }),
  users: (state, { users }) => ({ ...state, users }),
  roomList: (state, { rooms }) => ({ ...state, rooms }),
  roomUsers: (state, { room, users }) => (Object.hasOwn(state.joined, room) ? { ...state, joined: { ...state.joined, [room]: users } } : state),
  joined: (state, { room, users }) => ({
    ...withConversation(state, roomId(room), same => same), joined: { ...state.joined, [room]: users },
  }),
  left,
  closed: (state, { id }) => without(state, id),
  opened,
  received,
  composed: (state, { id, message }) => withConversation(state, id, old => append(old, {
    ...message, calls: mentionsIn(message.text, namesIn(state, id)), callsMe: false,
  })),
  delivery: (state, { id, key, ...change }) => withMessages(state, id, messages =>
    messages.map(message => (message.key === key && message.status !== 'sent' ? { ...message, ...change } : message))),
  removed: (state, { id, key }) => withMessages(state, id, messages => messages.filter(message => message.key !== key)),
  read: (state, { id }) => {
    const old = state.conversations[id];
    return old && (old.unread || old.mentions) ? withConversation(state, id, same => ({ ...same, unread: 0, mentions: 0 })) : state;
  },
  typing,
  typingExpired: (state, { at }) => everyConversation(state, old => {
    const still = Object.entries(old.typing).filter(([, since]) => since > at - TYPING_FOR);
    return still.length === Object.keys(old.typing).length ? old : { ...old, typing: Object.fromEntries(still) };
  }),
  wentDown: state => everyConversation(state, old => ({ ...old, typing: {} })),
  cameBack,
  over: (state, { by }) => (by === state.over ? state : { ...state, over: by }),
};

export function reduce(state, action) {
  return steps[action.type](state, action);
}

function conversation(id) {
  return { id, messages: [], unread: 0, mentions: 0, fresh: null, typing: {} };
}

function withConversation(state, id, change) {
  const old = state.conversations[id] ?? conversation(id);
  return { ...state, conversations: { ...state.conversations, [id]: change(old) } };
}

function withMessages(state, id, change) {
  return id in state.conversations
    ? withConversation(state, id, old => ({ ...old, messages: change(old.messages) })) : state;
}

function everyConversation(state, change) {
  let changed = false;
  const conversations = {};
  for (const [id, old] of Object.entries(state.conversations)) {
    conversations[id] = change(old);
    changed ||= conversations[id] !== old;
  }
  return changed ? { ...state, conversations } : state;
}

function append(old, message) {
  return { ...old, messages: [...old.messages, message].slice(-KEPT_MESSAGES) };
}

function without(state, id) {
  return { ...state, conversations: withoutKey(state.conversations, id), open: state.open === id ? LOBBY_ID : state.open };
}

function left(state, { room }) {
  return { ...without(state, roomId(room)), joined: withoutKey(state.joined, room) };
}

function withoutKey(object, key) {
  return Object.fromEntries(Object.entries(object).filter(([own]) => own !== key));
}

function opened(state, { id }) {
  if (state.open === id && id in state.conversations) return state;
  const next = state.open === id ? state : withConversation(state, state.open, old => ({ ...old, fresh: null }));
  return { ...withConversation(next, id, old => ({ ...old, unread: 0, mentions: 0 })), open: id, over: 0 };
}

/** `seen`: the conversation is open and at its end, in a page that is in view. */
function received(state, { frame, key, at, seen }) {
  const me = state.me.name;
  const id = conversationOf(frame, me);
  // Not a member (any more): a message that crossed the leaving.
  if (isRoom(id) && id !== LOBBY_ID && !Object.hasOwn(state.joined, nameOf(id))) return state;
  const own = frame.name === me;
  const known = state.conversations[id]?.messages.find(message => isSame(message, frame, own));
  if (known) {
    return known.status === 'sent' ? state
      : withMessages(state, id, messages => messages.map(message => (message === known ? sent(message) : message)));
  }
  const calls = mentionsIn(frame.text, namesIn(state, id));
  const callsMe = !own && calls.includes(me);
  const message = { key, name: frame.name, text: frame.text, date: frame.date, at, own, status: 'sent', calls, callsMe };
  return withConversation(state, id, old => {
    const next = { ...append(old, message), typing: withoutKey(old.typing, frame.name) };
    if (own || seen) return next;
    return {
      ...next,
      unread: old.unread + 1,
      mentions: old.mentions + (callsMe ? 1 : 0),
      fresh: old.unread > 0 && old.fresh ? { ...old.fresh, count: old.fresh.count + 1 } : { key, count: 1 },
    };
  });
}

function sent(message) {
  return { ...message, status: 'sent', slow: false, problem: null };
}

function isSame(message, frame, own) {
  return frame.date !== undefined && message.date === frame.date && message.text === frame.text
    && (own ? message.own : message.name === frame.name);
}

/** Whom a message there can call by name. */
export function namesIn(state, id) {
  if (!isRoom(id)) return [nameOf(id), state.me.name];
  return id === LOBBY_ID ? state.users : Object.hasOwn(state.joined, nameOf(id)) ? state.joined[nameOf(id)] : [];
}

function typing(state, { frame, at }) {
  const id = conversationOf(frame, state.me.name);
  if (frame.name === state.me.name || !(id in state.conversations)) return state;
  return withConversation(state, id, old => {
    const others = withoutKey(old.typing, frame.name);
    if (frame.typing === false) return Object.hasOwn(old.typing, frame.name) ? { ...old, typing: others } : old;
    return { ...old, typing: { ...others, [frame.name]: at } };
  });
}

/** What was said while the line was down is not here, and the log says so where there is a log. */
function cameBack(state, { key, from, to }) {
  return everyConversation(state, old => {
    const heard = old.messages.findLastIndex(message => message.kind === 'away' || message.status === 'sent');
    if (heard < 0) return old;
    const last = old.messages[heard];
    const messages = last.kind === 'away'
      ? old.messages.with(heard, { ...last, to })
      : old.messages.toSpliced(heard + 1, 0, { key, kind: 'away', from, to });
    return { ...old, messages };
  });
}

/** The order of the list, which is also the order of Alt+↑ and Alt+↓. */
export function conversationsInOrder(state, compare) {
  const ids = Object.keys(state.conversations);
  const byName = (a, b) => compare(nameOf(a), nameOf(b));
  return {
    rooms: [LOBBY_ID, ...ids.filter(id => isRoom(id) && id !== LOBBY_ID).sort(byName)],
    people: ids.filter(id => !isRoom(id)).sort(byName),
    others: state.rooms.filter(room => !Object.hasOwn(state.joined, room)).sort(compare),
  };
}

export function unreadIn(state, kind = () => true) {
  return Object.values(state.conversations).reduce((sum, { id, unread }) => sum + (kind(id) ? unread : 0), 0);
}
