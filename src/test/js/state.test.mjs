import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY_ID, conversationFrom, linkTo } from '../../../webapp/chat/conversation.js';
import { neighbour } from '../../../webapp/chat/keys.js';
import { rows } from '../../../webapp/chat/rows.js';
import { KEPT_MESSAGES, conversationsInOrder, nobody, reduce, unreadIn } from '../../../webapp/chat/state.js';

const inside = [{ type: 'entered', me: { id: '1', name: 'Anna' }, namespace: '/' }, { type: 'users', users: ['Anna', 'Bo', '林晓'] }];
const after = (...actions) => [...inside, ...actions].reduce(reduce, nobody);
let keys = 0;
const received = (frame, { seen = false, at = 1_000 } = {}) =>
  ({ type: 'received', key: `k${keys += 1}`, at, seen, frame: { name: 'Bo', text: 'hi', date: keys, ...frame } });
const lobby = state => state.conversations[LOBBY_ID];

test('a message without a room is the lobby’s', () => {
  assert.deepEqual(lobby(after(received({ text: 'hello' }))).messages.map(message => message.text), ['hello']);
});

test('a message for one is a conversation with the other, whoever wrote it', () => {
  const state = after(received({ target: 'Anna' }), received({ name: 'Anna', target: 'Bo' }));
  assert.equal(state.conversations['with/Bo'].messages.length, 2);
});

test('a room one has left says nothing more', () => {
  const state = after({ type: 'joined', room: 'x', users: ['Anna'] }, { type: 'left', room: 'x' }, received({ room: 'x' }));
  assert.equal('room/x' in state.conversations, false);
});

test('unseen messages are counted, and a line stands above the first', () => {
  const state = after(received({}, { seen: true }), received({ text: 'first unseen' }), received({}));
  const { unread, fresh, messages } = lobby(state);
  assert.equal(unread, 2);
  assert.equal(unreadIn(state), 2);
  assert.deepEqual(fresh, { key: messages[1].key, count: 2 });
});

test('the line stays when they are read and goes when the conversation is left', () => {
  const read = [received({}), { type: 'read', id: LOBBY_ID }];
  assert.notEqual(lobby(after(...read)).fresh, null);
  assert.equal(lobby(after(...read)).unread, 0);
  assert.equal(lobby(after(...read, { type: 'opened', id: 'with/Bo' })).fresh, null);
});

test('one’s own message is shown at once and is the same when it comes back', () => {
  const composed = { type: 'composed', id: LOBBY_ID, message: { key: 'own', name: 'Anna', text: 'hi', date: 77, at: 77, own: true, status: 'sending' } };
  const state = after(composed, received({ name: 'Anna', text: 'hi', date: 77 }));
  assert.deepEqual(lobby(state).messages.map(({ key, status }) => [key, status]), [['own', 'sent']]);
});

test('what was sent again after a break is there once', () => {
  const frame = { text: 'again', date: 5 };
  assert.equal(lobby(after(received(frame), received(frame))).messages.length, 1);
});

test('a late answer does not undo that a message has arrived', () => {
  const composed = { type: 'composed', id: LOBBY_ID, message: { key: 'own', name: 'Anna', text: 'hi', date: 7, at: 7, own: true, status: 'sending' } };
  const state = after(composed, { type: 'delivery', id: LOBBY_ID, key: 'own', status: 'sent' }, { type: 'delivery', id: LOBBY_ID, key: 'own', status: 'waiting' });
  assert.equal(lobby(state).messages[0].status, 'sent');
});

test('a call by name is noticed', () => {
  const state = after(received({ text: '@Anna look' }), received({ text: 'Anna, look' }));
  assert.deepEqual(lobby(state).messages.map(message => message.callsMe), [true, false]);
  assert.equal(lobby(state).mentions, 1);
});

test('typing ends with the message, with the word, and after six seconds', () => {
  const typing = { type: 'typing', frame: { name: 'Bo' }, at: 0 };
  const names = state => Object.keys(lobby(state).typing);
  assert.deepEqual(names(after(typing)), ['Bo']);
  assert.deepEqual(names(after(typing, received({}))), []);
  assert.deepEqual(names(after(typing, { ...typing, frame: { name: 'Bo', typing: false } })), []);
  assert.deepEqual(names(after(typing, { type: 'typingExpired', at: 5_999 })), ['Bo']);
  assert.deepEqual(names(after(typing, { type: 'typingExpired', at: 6_000 })), []);
});

test('after a break the log says that something may be missing, before what still waited', () => {
  const waiting = { type: 'composed', id: LOBBY_ID, message: { key: 'own', name: 'Anna', text: 'w', date: 9, at: 9, own: true, status: 'waiting' } };
  const back = { type: 'cameBack', key: 'away', from: 10, to: 20 };
  assert.deepEqual(lobby(after(received({}), waiting, back)).messages.map(message => message.kind ?? message.status), ['sent', 'away', 'waiting']);
  assert.deepEqual(lobby(after(back)).messages, [], 'an empty room has nothing to miss');
});

test('two breaks with nothing between them are one', () => {
  const state = after(received({}), { type: 'cameBack', key: 'a', from: 10, to: 20 }, { type: 'cameBack', key: 'b', from: 30, to: 40 });
  const away = lobby(state).messages.filter(message => message.kind === 'away');
  assert.deepEqual(away.map(({ from, to }) => [from, to]), [[10, 40]]);
});

test('a conversation remembers a bounded number of messages', () => {
  const many = Array.from({ length: KEPT_MESSAGES + 5 }, () => received({}));
  assert.equal(lobby(after(...many)).messages.length, KEPT_MESSAGES);
});

test('leaving the open room leads to the lobby', () => {
  const state = after({ type: 'joined', room: 'x', users: [] }, { type: 'opened', id: 'room/x' }, { type: 'left', room: 'x' });
  assert.equal(state.open, LOBBY_ID);
});

test('rooms, then people, then what one could join, each in the reader’s order', () => {
  const state = after({ type: 'roomList', rooms: ['b', 'c', 'a'] }, { type: 'joined', room: 'c', users: [] }, { type: 'opened', id: 'with/Bo' });
  assert.deepEqual(conversationsInOrder(state, (a, b) => a.localeCompare(b)),
    { rooms: [LOBBY_ID, 'room/c'], people: ['with/Bo'], others: ['a', 'b'] });
});

test('addresses and conversations are one to one', () => {
  for (const id of ['room/lobby', 'with/Anna Köhler', 'room/a/b?c#d%', 'with/林晓']) assert.equal(conversationFrom(linkTo(id)), id);
  for (const hash of ['', '#', '#composer', '#room/', '#room/%E0%A4%A']) assert.equal(conversationFrom(hash), null);
});

test('names that JavaScript knows are names like any other', () => {
  const state = after({ type: 'roomList', rooms: ['constructor', '__proto__'] }, { type: 'typing', frame: { name: '__proto__' }, at: 0 });
  assert.deepEqual(conversationsInOrder(state, (a, b) => a.localeCompare(b)).others, ['__proto__', 'constructor']);
  assert.deepEqual(Object.keys(lobby(state).typing), ['__proto__']);
  const joined = reduce(state, { type: 'joined', room: '__proto__', users: ['Anna'] });
  assert.deepEqual(conversationsInOrder(joined, (a, b) => a.localeCompare(b)).others, ['constructor']);
});

const at = (hour, minute) => new Date(2026, 10, 20, hour, minute).getTime();
const said = (name, when, more = {}) => ({ key: `${name}-${when}`, name, at: when, own: false, ...more });
const shape = list => list.map(row => (row.kind === 'message' ? (row.continues ? 'continues' : 'message') : row.kind));

test('the same author within five minutes continues', () => {
  const messages = [said('Bo', at(9, 0)), said('Bo', at(9, 4)), said('Bo', at(9, 10)), said('Anna', at(9, 10)), said('Bo', at(9, 11))];
  assert.deepEqual(shape(rows(messages)), ['day', 'message', 'continues', 'message', 'message', 'message']);
});

test('each day begins with its name, and nobody continues over it', () => {
  const messages = [said('Bo', at(23, 59)), said('Bo', at(24, 1))];
  assert.deepEqual(shape(rows(messages)), ['day', 'message', 'day', 'message']);
});

test('nobody continues over the line of new messages, nor over a break', () => {
  const messages = [said('Bo', at(9, 0)), said('Bo', at(9, 1)), { kind: 'away', key: 'away' }, said('Bo', at(9, 2))];
  assert.deepEqual(shape(rows(messages, { key: messages[1].key, count: 2 })), ['day', 'message', 'fresh', 'message', 'away', 'message']);
});

test('the keys go round the conversations, and past those without news when asked', () => {
  const ids = ['a', 'b', 'c'];
  const any = () => true;
  assert.equal(neighbour(ids, 'a', 1, any), 'b');
  assert.equal(neighbour(ids, 'a', -1, any), 'c');
  assert.equal(neighbour(ids, 'c', 1, any), 'a');
  assert.equal(neighbour(ids, 'a', 1, id => id === 'c'), 'c');
  assert.equal(neighbour(ids, 'a', 1, () => false), undefined);
  assert.equal(neighbour(['a'], 'a', 1, any), undefined);
});
