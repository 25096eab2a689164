/**
 * One vocabulary for all wires: Socket.IO's names of the chat's events (docs/chat.md). The native wire and SSE have words
 * of their own for some; here they are translated. Pure.
 */
const SAID = {
  'add user': 'username',
  'new message': 'message',
  'edit message': 'edit',
  'delete message': 'delete',
  'join room': 'join',
  'leave room': 'leave',
  'set topic': 'topic',
  'list rooms': 'rooms',
};
const TOLD = {
  message: 'new message',
  changed: 'message changed',
  roomschanged: 'rooms changed',
  late: 'history late',
  roomlist: 'rooms',
  userlist: 'users',
  roomusers: 'room users',
};
const MEMBERS = { name: 'username', text: 'message' };
/** What clients say to each other, what is known of a file, and the names of rooms are nobody's business here. */
const UNTOUCHED = new Set(['fields', 'file', 'error', 'rooms']);

/** An event of the page as a native frame. */
export function frameOf(event, members = {}) {
  if (event === 'stop typing') return { type: 'typing', typing: false, ...members };
  const { username, message, ...rest } = members;
  const named = username === undefined ? {} : { name: username };
  const worded = message === undefined ? {} : { text: message };
  return { type: SAID[event] ?? event, ...rest, ...named, ...worded };
}

/** A native frame as {name, data}. */
export function eventOf({ type, ...members }) {
  if (type === 'typing') {
    const { typing, ...rest } = membersOf(members);
    return { name: typing === false ? 'stop typing' : 'typing', data: rest };
  }
  // A refusal's `message` is for whoever reads the log, and is called that on all wires.
  return { name: TOLD[type] ?? type, data: type === 'error' ? members : membersOf(members) };
}

/** An object in Socket.IO's words, also those within. */
export function membersOf(value) {
  if (Array.isArray(value)) return value.map(membersOf);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, its]) =>
    [Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : name, UNTOUCHED.has(name) ? its : membersOf(its)]));
}
