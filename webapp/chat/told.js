import { conversationOf } from './conversation.js';

/** What the server says (docs/chat.md, "From the server") as an action on the store; null when it changes nothing there. */
const AS_ACTIONS = {
  state: ({ users, rooms }) => ({ type: 'roster', users, rooms }),
  people: ({ changed, left }) => ({ type: 'people', changed, left }),
  'rooms changed': ({ changed, left }) => ({ type: 'rooms', changed, left }),
  members: ({ room, changed, left }) => ({ type: 'members', room, changed, left }),
  topic: ({ room, topic }) => ({ type: 'topic', room, topic }),
  permissions: ({ moderator, rooms }) => ({ type: 'permitted', moderator, rooms }),
  'history late': ({ late }) => ({ type: 'late', late: late === true }),
};

const TO_SOMEBODY = {
  'new message': received,
  'own message': received,
  'message changed': message => (isMessage(message) ? { type: 'changed', message } : null),
  typing: (frame, { at }) => ({ type: 'typing', frame, isTyping: true, at }),
  'stop typing': (frame, { at }) => ({ type: 'typing', frame, isTyping: false, at }),
  read: (read, { state }) => ({ type: 'read', id: conversationOf(read, state.me.id), upTo: read.id }),
};

/** `state.me` is null until one has got a name; before that one hears the lobby already, but asks for it later anyway. */
export function hear({ name, data }, context) {
  if (Object.hasOwn(AS_ACTIONS, name)) return AS_ACTIONS[name](data);
  if (!Object.hasOwn(TO_SOMEBODY, name) || context.state.me?.id == null) return null;
  return TO_SOMEBODY[name](data, context);
}

function received(message, { state, isSeen }) {
  return isMessage(message) ? { type: 'received', message, seen: isSeen(conversationOf(message, state.me.id)) } : null;
}

function isMessage({ id, username, from }) {
  return Number.isInteger(id) && typeof username === 'string' && typeof from === 'string';
}
