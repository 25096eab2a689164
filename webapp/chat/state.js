import { LOBBY_ID, conversationOf, isRoom, keyOf, roomId } from './conversation.js';
import { arrived, everyConversation, histories, withConversation } from './conversations.js';
import { permitted } from './permissions.js';
import { rosters } from './rosters.js';

/**
 * Everything the page shows, and the one function that changes it. Pure: no clock, no network, no DOM.
 * `people` and `rooms` are who is here and which rooms there are; conversations are in chat/conversations.js.
 */
export const TYPING_FOR = 6_000;

export const nobody = Object.freeze({
  me: null,
  namespace: '/',
  people: new Map(),
  rooms: new Map(),
  conversations: {},
  open: LOBBY_ID,
  line: { phase: 'closed', shown: false },
  wire: { wire: 'socketio', transport: 'websocket' },
  late: false,
  roundTrips: [],
  over: 0,
});

const steps = {
  ...histories,
  ...rosters,
  entered: (state, { me, namespace, missing = {} }) => withConversation(
    { ...nobody, line: state.line, wire: state.wire, roundTrips: state.roundTrips, people: state.people, rooms: state.rooms, me, namespace },
    LOBBY_ID, same => ({ ...same, missing })),
  signedOut: () => nobody,
  named: (state, { me, missing = {} }) => withConversation({ ...state, me }, LOBBY_ID, old => ({ ...old, missing })),
  permitted,
  line: (state, { status }) => ({ ...state, line: status }),
  wire: (state, { details }) => ({ ...state, wire: { ...state.wire, ...details } }),
  late: (state, { late }) => ({ ...state, late }),
  roundTrip: (state, { at, ms }) => ({
    ...state, roundTrips: [...state.roundTrips.filter(trip => trip.at > at - 300_000), { at, ms }].slice(-120),
  }),
  left: (state, { room }) => without(state, roomId(room)),
  closed: (state, { id }) => without(state, id),
  opened,
  received: (state, { message, seen }) => arrived(state, message, seen),
  typing,
  typingExpired: (state, { at }) => everyConversation(state, old => {
    const still = Object.entries(old.typing).filter(([, { since }]) => since > at - TYPING_FOR);
    return still.length === Object.keys(old.typing).length ? old : { ...old, typing: Object.fromEntries(still) };
  }),
  wentDown: state => everyConversation(state, old => ({ ...old, typing: {}, synced: false, loading: null })),
  over: (state, { by }) => (by === state.over ? state : { ...state, over: by }),
};

export function reduce(state, action) {
  return steps[action.type](state, action);
}

function without(state, id) {
  const { [id]: gone, ...conversations } = state.conversations;
  return { ...state, conversations, open: state.open === id ? LOBBY_ID : state.open };
}

function opened(state, { id }) {
  if (state.open === id && id in state.conversations) return state;
  const next = state.open === id ? state : withConversation(state, state.open, old => ({ ...old, fresh: null }));
  return { ...withConversation(next, id, same => same), open: id, over: 0 };
}

function typing(state, { frame, isTyping, at }) {
  const { from, username } = frame;
  const id = conversationOf(frame, state.me.id);
  if (from === state.me.id || !(id in state.conversations)) return state;
  return withConversation(state, id, old => {
    const { [from]: was, ...others } = old.typing;
    if (!isTyping) return was ? { ...old, typing: others } : old;
    return { ...old, typing: { ...others, [from]: { name: username, since: at } } };
  });
}

/** What to call a conversation: the room's name, or the person's, also when they are not here. */
export function nameOf(state, id) {
  if (isRoom(id)) return keyOf(id);
  return state.people.get(keyOf(id))?.username ?? state.conversations[id]?.name ?? '…';
}

/** Who is in a conversation: {id, username, status?}; people who are away from a private one are in it as well. */
export function peopleIn(state, id) {
  if (id === LOBBY_ID) return [...state.people.values()];
  if (isRoom(id)) return [...state.conversations[id]?.members.values() ?? []].map(person => state.people.get(person.id) ?? person);
  const other = keyOf(id);
  return [state.people.get(other) ?? { id: other, username: nameOf(state, id) }, { id: state.me.id, username: state.me.name }];
}

export const isHere = (state, id) => state.people.has(keyOf(id));

/** The order of the list, which is also the order of Alt+↑ and Alt+↓. */
export function conversationsInOrder(state, compare) {
  const ids = Object.keys(state.conversations);
  const byName = (a, b) => compare(nameOf(state, a), nameOf(state, b));
  return {
    rooms: [LOBBY_ID, ...ids.filter(id => isRoom(id) && id !== LOBBY_ID).sort(byName)],
    people: ids.filter(id => !isRoom(id)).sort(byName),
    others: [...state.rooms.keys()].filter(room => !Object.hasOwn(state.conversations, roomId(room))).sort(compare),
  };
}

export function unreadIn(state, kind = () => true) {
  return Object.values(state.conversations).reduce((sum, { id, unread }) => sum + (kind(id) ? unread : 0), 0);
}

