/**
 * A conversation is a room or one other person. Its id is also the end of the page's address: `room/lobby`, and `with/` and
 * the person's id, which stays whatever the person is called.
 */
export const LOBBY = 'lobby';
export const LOBBY_ID = 'room/lobby';

export const roomId = room => `room/${room}`;
export const personId = person => `with/${person}`;
export const isRoom = id => id.startsWith('room/');

/** The room's name or the person's id. */
export const keyOf = id => id.slice(5);

/** The member of a command that says where it belongs; none for the lobby. */
export function placeOf(id) {
  if (id === LOBBY_ID) return {};
  return isRoom(id) ? { room: keyOf(id) } : { target: keyOf(id) };
}

/** Which conversation something from the server belongs to, for the person with the id `me`. */
export function conversationOf({ room, to, from }, me) {
  if (to !== undefined) return personId(from === undefined || from === me ? to : from);
  return roomId(room ?? LOBBY);
}

/** The end of an address that leads to a conversation, or to one message in it. */
export const linkTo = (id, message = null) =>
  `#${isRoom(id) ? 'room' : 'with'}/${encodeURIComponent(keyOf(id))}${message === null ? '' : `/${message}`}`;

const ADDRESS = /^#(room|with)\/([^/]+)(?:\/(\d{1,15}))?$/;

/** The conversation a page address names, or null. */
export function conversationFrom(hash) {
  const found = ADDRESS.exec(hash);
  if (!found) return null;
  try {
    return `${found[1]}/${decodeURIComponent(found[2])}`;
  } catch {
    return null;
  }
}

/** The message in it that the address names, or null. */
export function messageFrom(hash) {
  const id = ADDRESS.exec(hash)?.[3];
  return id === undefined ? null : Number(id);
}
