import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY_ID, conversationFrom, linkTo, messageFrom } from '../../../webapp/chat/conversation.js';
import { hear } from '../../../webapp/chat/told.js';
import { conversationsInOrder, nameOf, nobody, peopleIn, reduce, unreadIn } from '../../../webapp/chat/state.js';

const people = [{ id: 'A', username: 'Anna' }, { id: 'B', username: 'Bo' }, { id: 'L', username: '林晓' }];
const inside = [{ type: 'entered', me: { id: 'A', name: 'Anna' }, namespace: '/' }, { type: 'roster', users: people, rooms: [] }];
const synced = (id = LOBBY_ID, answer = {}, more = {}) =>
  ({ type: 'synced', id, answer: { messages: [], last: 0, lastRead: 0, ...answer }, again: false, seen: false, ...more });
const after = (...actions) => [...inside, synced(), ...actions].reduce(reduce, nobody);
const message = (id, more = {}) => ({ id, from: 'B', username: 'Bo', message: `m${id}`, date: id * 1_000, ...more });
const received = (id, more = {}, { seen = false } = {}) => ({ type: 'received', seen, message: message(id, more) });
const lobby = state => state.conversations[LOBBY_ID];
const ids = ({ messages }) => messages.map(({ id }) => id);
const composed = (key, text = 'hi') => ({ type: 'composed', id: LOBBY_ID, message: { key, text, date: 1, status: 'sending' } });
const joined = room => synced(`room/${room}`, { members: [people[0]] });

test('a message without a room is the lobby’s', () => {
  assert.deepEqual(ids(lobby(after(received(1)))), [1]);
});

test('a message for one is a conversation with the other, whoever wrote it, and bears their name', () => {
  const state = after(received(1, { to: 'A', target: 'Anna' }), received(2, { from: 'A', username: 'Anna', to: 'B', target: 'Bo' }));
  assert.deepEqual(ids(state.conversations['with/B']), [1, 2]);
  assert.equal(nameOf(state, 'with/B'), 'Bo');
  const gone = reduce(state, { type: 'people', changed: [], left: ['B'] });
  assert.equal(nameOf(gone, 'with/B'), 'Bo', 'also when they have gone');
});

test('a room one has left says nothing more', () => {
  const state = after(joined('x'), { type: 'left', room: 'x' }, received(1, { room: 'x' }));
  assert.equal('room/x' in state.conversations, false);
});

test('a message is there once, in its place, however often and late it comes', () => {
  const state = after(received(2), received(1), received(2), { type: 'older', id: LOBBY_ID, messages: [message(1), message(2)], more: false });
  assert.deepEqual(ids(lobby(state)), [1, 2]);
});

test('a later change replaces a message, an earlier one does not', () => {
  const change = (number, text) => ({ type: 'changed', message: message(1, { changed: number, message: text, edited: 9 }) });
  assert.equal(lobby(after(received(1), change(4, 'new'), change(3, 'old'))).messages[0].text, 'new');
  assert.deepEqual(ids(lobby(after(change(4, 'new')))), [], 'what is not in the page is not brought in by a change');
});

test('what to ask for after a break moves with all that is heard, but not before one has caught up', () => {
  const before = after(received(1), received(2), { type: 'changed', message: message(1, { changed: 3 }) });
  assert.equal(lobby(before).number, 3);
  const down = reduce(reduce(before, { type: 'wentDown' }), received(9));
  assert.equal(lobby(down).number, 3);
  const back = reduce(down, synced(LOBBY_ID, { messages: [message(8), message(9)], last: 9 }, { again: true }));
  assert.equal(lobby(back).number, 9);
  assert.deepEqual(ids(lobby(back)), [1, 2, 8, 9]);
});

test('too much missed is a gap, above what came instead, and is filled page by page', () => {
  const down = [received(1), { type: 'wentDown' }];
  const back = after(...down, synced(LOBBY_ID, { messages: [message(300), message(301)], last: 301, gap: true }, { again: true }));
  assert.deepEqual(lobby(back).gap, { after: 1, below: 1 });
  const first = reduce(back, { type: 'filled', id: LOBBY_ID, messages: [message(2), message(3)], more: true });
  assert.deepEqual(lobby(first).gap, { after: 3, below: 1 });
  const second = reduce(first, { type: 'filled', id: LOBBY_ID, messages: [message(4)], more: false });
  assert.equal(lobby(second).gap, null);
  assert.deepEqual(ids(lobby(second)), [1, 2, 3, 4, 300, 301]);
});

test('a second gap before the first is filled is part of it', () => {
  const gap = last => synced(LOBBY_ID, { messages: [message(last)], last, gap: true }, { again: true });
  assert.deepEqual(lobby(after(received(1), gap(300), { type: 'wentDown' }, gap(900))).gap, { after: 1, below: 1 });
});

test('a server that has forgotten everything is believed', () => {
  const state = after(received(7), composed('n'), { type: 'forgotten', id: LOBBY_ID });
  assert.deepEqual([ids(lobby(state)), lobby(state).number, lobby(state).pending.length], [[], 0, 1]);
});

test('unseen messages are counted, and a line stands above the first', () => {
  const state = after(received(1, {}, { seen: true }), received(2), received(3));
  const { unread, fresh } = lobby(state);
  assert.deepEqual([unread, unreadIn(state), fresh], [2, 2, { after: 1, count: 2 }]);
});

test('the line stays when they are read and goes when the conversation is left', () => {
  const read = [received(1), { type: 'read', id: LOBBY_ID, upTo: 1 }];
  assert.notEqual(lobby(after(...read)).fresh, null);
  assert.equal(lobby(after(...read)).unread, 0);
  assert.equal(lobby(after(...read, { type: 'opened', id: 'with/B' })).fresh, null);
});

test('what another tab has read is read here', () => {
  const state = after(received(1), received(2), received(3), { type: 'read', id: LOBBY_ID, upTo: 2 });
  assert.equal(lobby(state).unread, 1);
});

test('who was here before finds what is new since, who is new finds history', () => {
  const page = { messages: [message(1), message(2), message(3, { message: '@Anna' })], last: 3 };
  const before = lobby(after(synced(LOBBY_ID, { ...page, lastRead: 1, unread: 2 })));
  assert.deepEqual([before.unread, before.mentions, before.fresh], [2, 1, { after: 1, count: 2 }]);
  assert.deepEqual([lobby(after(synced(LOBBY_ID, page))).unread, lobby(after(synced(LOBBY_ID, page))).fresh], [0, null]);
});

test('what was missed in a room one looks at is not new when one is back', () => {
  const back = seen => synced(LOBBY_ID, { messages: [message(2)], last: 2, lastRead: 1, unread: 1 }, { again: true, seen });
  const start = [synced(LOBBY_ID, { messages: [message(1)], last: 1, lastRead: 1 }), { type: 'wentDown' }];
  assert.equal(lobby(after(...start, back(true))).unread, 0);
  assert.equal(lobby(after(...start, back(false))).unread, 1);
});

test('one’s own message is shown at once and is the same when it comes back, by the answer or by itself', () => {
  const own = message(1, { from: 'A', username: 'Anna', message: 'hi', nonce: 'n' });
  for (const back of [{ type: 'said', id: LOBBY_ID, key: 'n', messageId: 1, date: 5 }, { type: 'received', message: own, seen: true }]) {
    const state = after(composed('n'), back);
    assert.deepEqual(lobby(state).messages.map(({ key, id, own: mine }) => [key, id, mine]), [['n', 1, true]]);
    assert.deepEqual(lobby(state).pending, []);
  }
  const both = after(composed('n'), { type: 'received', message: own, seen: true }, { type: 'said', id: LOBBY_ID, key: 'n', messageId: 1, date: 5 });
  assert.equal(lobby(both).messages.length, 1);
});

test('a call by name is noticed, one’s own is not', () => {
  const state = after(received(1, { message: '@Anna look' }), received(2, { message: 'Anna, look' }), received(3, { from: 'A', username: 'Anna', message: '@Anna' }));
  assert.deepEqual(lobby(state).messages.map(({ callsMe }) => callsMe), [true, false, false]);
  assert.equal(lobby(state).mentions, 1);
});

test('typing ends with the message, with the word, and after six seconds', () => {
  const typing = { type: 'typing', frame: { from: 'B', username: 'Bo' }, isTyping: true, at: 0 };
  const names = state => Object.values(lobby(state).typing).map(({ name }) => name);
  assert.deepEqual(names(after(typing)), ['Bo']);
  assert.deepEqual(names(after(typing, received(1))), []);
  assert.deepEqual(names(after(typing, { ...typing, isTyping: false })), []);
  assert.deepEqual(names(after(typing, { type: 'typingExpired', at: 5_999 })), ['Bo']);
  assert.deepEqual(names(after(typing, { type: 'typingExpired', at: 6_000 })), []);
  assert.deepEqual(names(after(typing, { type: 'wentDown' })), []);
});

test('people and members come as differences', () => {
  const state = after(joined('x'), { type: 'members', room: 'x', changed: [people[1]], left: [] },
    { type: 'people', changed: [{ ...people[1], status: 'away' }], left: ['L'] });
  assert.deepEqual(peopleIn(state, 'room/x').map(({ username, status }) => [username, status]), [['Anna', undefined], ['Bo', 'away']]);
  assert.deepEqual(peopleIn(state, LOBBY_ID).map(({ username }) => username), ['Anna', 'Bo']);
});

test('another tab renames one here, too', () => {
  assert.equal(after({ type: 'people', changed: [{ id: 'A', username: 'Anna K' }], left: [] }).me.name, 'Anna K');
});

test('a topic is told to those in the room and to those who could join', () => {
  const topic = after({ type: 'rooms', changed: [{ room: 'y', topic: '', members: 1 }], left: [] }, joined('x'),
    { type: 'topic', room: 'x', topic: 'trains' }, { type: 'topic', room: 'y', topic: 'boats' });
  assert.deepEqual([topic.conversations['room/x'].topic, topic.rooms.get('y').topic], ['trains', 'boats']);
});

test('leaving the open room leads to the lobby', () => {
  assert.equal(after(joined('x'), { type: 'opened', id: 'room/x' }, { type: 'left', room: 'x' }).open, LOBBY_ID);
});

test('rooms, then people, then what one could join, each in the reader’s order', () => {
  const rooms = ['b', 'c', 'a'].map(room => ({ room, topic: '', members: 0 }));
  const state = after({ type: 'rooms', changed: rooms, left: [] }, joined('c'), { type: 'opened', id: 'with/B' });
  assert.deepEqual(conversationsInOrder(state, (a, b) => a.localeCompare(b)),
    { rooms: [LOBBY_ID, 'room/c'], people: ['with/B'], others: ['a', 'b'] });
});

test('names that JavaScript knows are names like any other', () => {
  const rooms = ['constructor', '__proto__'].map(room => ({ room, topic: '', members: 0 }));
  const state = after({ type: 'rooms', changed: rooms, left: [] }, { type: 'typing', frame: { from: '__proto__', username: '__proto__' }, isTyping: true, at: 0 });
  assert.deepEqual(conversationsInOrder(state, (a, b) => a.localeCompare(b)).others, ['__proto__', 'constructor']);
  assert.deepEqual(Object.keys(lobby(state).typing), ['__proto__']);
  assert.deepEqual(conversationsInOrder(reduce(state, joined('__proto__')), (a, b) => a.localeCompare(b)).others, ['constructor']);
});

test('before one has a name nothing that is said is taken in, and what is no message never', () => {
  const context = { state: nobody, at: 0, isSeen: () => false };
  assert.equal(hear({ name: 'new message', data: message(1) }, context), null);
  const inLobby = { ...context, state: after() };
  assert.equal(hear({ name: 'new message', data: message(1) }, inLobby).type, 'received');
  assert.equal(hear({ name: 'new message', data: { id: 'x' } }, inLobby), null);
  assert.equal(hear({ name: 'constructor', data: {} }, inLobby), null);
});

test('what is read elsewhere names the room, or the other person', () => {
  const context = { state: after(), at: 0, isSeen: () => false };
  assert.deepEqual(hear({ name: 'read', data: { to: 'B', id: 4 } }, context), { type: 'read', id: 'with/B', upTo: 4 });
  assert.deepEqual(hear({ name: 'read', data: { room: 'lobby', id: 4 } }, context), { type: 'read', id: LOBBY_ID, upTo: 4 });
});

test('addresses and conversations are one to one', () => {
  for (const id of ['room/lobby', 'with/Anna Köhler', 'room/a/b?c#d%', 'with/林晓']) assert.equal(conversationFrom(linkTo(id)), id);
  assert.equal(linkTo('room/a/b', 12), '#room/a%2Fb/12');
  assert.equal(conversationFrom('#room/a%2Fb/12'), 'room/a/b');
  assert.equal(messageFrom('#room/a%2Fb/12'), 12);
  for (const hash of ['#room/a', '#room/12', '#room/a/x', '']) assert.equal(messageFrom(hash), null, hash);
  for (const hash of ['', '#', '#composer', '#room/', '#room/%E0%A4%A']) assert.equal(conversationFrom(hash), null);
});
