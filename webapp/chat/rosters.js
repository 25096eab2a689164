import { isRoom, keyOf, roomId } from './conversation.js';
import { everyConversation, withConversation } from './conversations.js';

/** Who is here, and which rooms there are: the whole once, and then the differences (docs/chat.md). Pure. */
export const rosters = {
  roster: (state, { users, rooms }) => ({ ...state, people: byKey(users, 'id'), rooms: byKey(rooms, 'room') }),
  people: (state, { changed, left }) => named({ ...state, people: differing(state.people, { changed, left }, 'id') }),
  rooms: (state, { changed, left }) => ({ ...state, rooms: differing(state.rooms, { changed, left }, 'room') }),
  members: (state, { room, changed, left }) => (Object.hasOwn(state.conversations, roomId(room))
    ? withConversation(state, roomId(room), old => ({ ...old, members: differing(old.members, { changed, left }, 'id') })) : state),
  topic: (state, { room, topic }) => {
    const id = roomId(room);
    const known = state.rooms.get(room);
    const next = known ? { ...state, rooms: new Map(state.rooms).set(room, { ...known, topic }) } : state;
    return Object.hasOwn(next.conversations, id) ? withConversation(next, id, old => ({ ...old, topic })) : next;
  },
};

/** Private conversations keep the name of whoever leaves; oneself may have got another. */
function named(state) {
  const me = state.me && state.people.get(state.me.id);
  const next = me && me.username !== state.me.name ? { ...state, me: { ...state.me, name: me.username } } : state;
  return everyConversation(next, old => {
    const person = isRoom(old.id) ? undefined : next.people.get(keyOf(old.id));
    return person && person.username !== old.name ? { ...old, name: person.username } : old;
  });
}

function byKey(list, key) {
  return new Map((list ?? []).map(one => [one[key], one]));
}

function differing(map, { changed = [], left = [] }, key) {
  const next = new Map(map);
  for (const one of changed) next.set(one[key], one);
  for (const gone of left) next.delete(gone);
  return next;
}
