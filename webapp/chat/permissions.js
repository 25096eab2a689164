import { LOBBY_ID, isRoom, keyOf } from './conversation.js';
import { everyConversation } from './conversations.js';

/**
 * Permissions that one lacks (docs/chat.md). A conversation's `missing` is {post, read}, the lobby's also has `create` (rooms): the code
 * of each, absent if one has it. When roles change, `rooms` are all that one is in now. Pure.
 */
export const permitted = (state, { moderator, rooms }) => everyConversation({ ...state, me: state.me && { ...state.me, moderator } },
  old => (isIn(rooms, old) ? { ...old, missing: rooms[keyOf(old.id)] } : old));

/** Rooms that one is no longer in, and rooms whose history one may read now. */
export function changesOf({ conversations }, rooms) {
  const known = Object.values(conversations).filter(({ id, synced }) => isRoom(id) && synced);
  const names = test => known.filter(test).map(({ id }) => keyOf(id));
  return {
    lost: names(one => one.id !== LOBBY_ID && !isIn(rooms, one)),
    readable: names(one => isIn(rooms, one) && one.missing.read && !rooms[keyOf(one.id)].read),
  };
}

const isIn = (rooms, { id }) => isRoom(id) && Object.hasOwn(rooms, keyOf(id));
