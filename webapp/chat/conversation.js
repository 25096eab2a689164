/**
 * A conversation is a room or one other person. Its id is also the end of the page's address: `room/lobby`, `with/Anna`.
 */
export const LOBBY = 'lobby';
export const LOBBY_ID = 'room/lobby';

export const roomId = room => `room/${room}`;
export const personId = name => `with/${name}`;
export const isRoom = id => id.startsWith('room/');
export const nameOf = id => id.slice(5);

/** The member of a frame that says where it belongs; none for the lobby. */
export function placeOf(id) {
  if (id === LOBBY_ID) return {};
  return isRoom(id) ? { room: nameOf(id) } : { target: nameOf(id) };
}

/** Which conversation a frame from the server belongs to, for the person called `me`. */
export function conversationOf({ room, target, name }, me) {
  if (target !== undefined) return personId(name === me ? target : name);
  return roomId(room ?? LOBBY);
}

export const linkTo = id => `#${isRoom(id) ? 'room' : 'with'}/${encodeURIComponent(nameOf(id))}`;

/** The conversation a page address names, or null. */
export function conversationFrom(hash) {
  const found = /^#(room|with)\/(.+)$/.exec(hash);
  if (!found) return null;
  try {
    return `${found[1]}/${decodeURIComponent(found[2])}`;
  } catch {
    return null;
  }
}
