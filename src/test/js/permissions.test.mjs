import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, test } from 'node:test';
import { LOBBY_ID } from '../../../webapp/chat/conversation.js';
import { explain } from '../../../webapp/chat/problems.js';
import { Session } from '../../../webapp/chat/session.js';
import { nobody, reduce } from '../../../webapp/chat/state.js';
import { eventOf } from '../../../webapp/lib/connection/vocabulary.js';
import { Words } from '../../../webapp/lib/i18n.js';
import { Store } from '../../../webapp/lib/store.js';
import { FakeServer, FakeStorage, FakeWebSocket, settled } from './fakes.mjs';

const browser = new EventTarget();
let server;
let session;
let store;
let notices;

beforeEach(() => {
  server = new FakeServer();
  Object.assign(globalThis, {
    localStorage: new FakeStorage(), sessionStorage: new FakeStorage(), location: { search: '?wire=native' }, document: { baseURI: 'http://here/' },
    WebSocket: server.WebSocket, addEventListener: browser.addEventListener.bind(browser),
  });
  store = new Store(reduce, nobody);
  session = new Session(store, () => false);
  notices = [];
  session.addEventListener('notice', ({ detail }) => notices.push(detail));
});

afterEach(() => session.signOut());

const missing = id => JSON.parse(JSON.stringify(store.state.conversations[id].missing));
const joined = (room, more = {}) => ({ room, messages: [], members: [], last: 0, lastRead: 0, ...more });

/** Anna is in the lobby, where she may not make rooms, and in news, where she may neither write nor look back. */
async function inside() {
  server.answers.username = (socket, { name }) => ({ id: 'A', name, missing: { create: 'AUTH_REQUIRED' } });
  server.answers.join = (socket, { room }) => joined(room, room === 'news' ? { missing: { post: 'ROLE_NEEDED', read: 'ROLE_NEEDED' } } : {});
  session.signIn({ name: 'Anna', namespace: '/' });
  await server.opens();
  await session.join('news');
}

/** Roles change: what the server tells, and what the page then asks. */
async function told(rooms, moderator = false) {
  const { last } = FakeWebSocket;
  const before = last.sent.length;
  last.hears({ type: 'permissions', moderator, rooms });
  for (let turn = 0; turn < 5; turn += 1) await settled();
  return last.sent.slice(before).map(({ type, room, after }) => [type, room, after]);
}

test('what one may not do is known of each place; where nothing is said, one may', async () => {
  await inside();
  assert.deepEqual([missing(LOBBY_ID), missing('room/news')], [{ create: 'AUTH_REQUIRED' }, { post: 'ROLE_NEEDED', read: 'ROLE_NEEDED' }]);
  await session.join('train');
  session.open('with/B');
  assert.deepEqual([missing('room/train'), missing('with/B')], [{}, {}]);
});

test('another role says everything anew', async () => {
  await inside();
  assert.deepEqual(await told({ lobby: { post: 'NOT_ALLOWED' }, news: { read: 'ROLE_NEEDED' } }, true), []);
  assert.deepEqual([missing(LOBBY_ID), missing('room/news'), store.state.me.moderator], [{ post: 'NOT_ALLOWED' }, { read: 'ROLE_NEEDED' }, true]);
});

test('what may be read from now on is fetched, from the newest page on', async () => {
  await inside();
  server.answers.join = (socket, { room }) => joined(room, { messages: [{ id: 7, from: 'B', name: 'Bo', text: 'before', date: 1 }], last: 7 });
  assert.deepEqual(await told({ lobby: { create: 'AUTH_REQUIRED' }, news: {} }), [['join', 'news', undefined]]);
  assert.deepEqual(store.state.conversations['room/news'].messages.map(({ text }) => text), ['before']);
  assert.deepEqual([missing('room/news'), missing(LOBBY_ID)], [{}, { create: 'AUTH_REQUIRED' }]);
});

test('a room that one is not in any more is gone, and one is told', async () => {
  await inside();
  assert.deepEqual(await told({ lobby: {} }), [], 'the server knows');
  assert.equal('room/news' in store.state.conversations, false);
  assert.deepEqual(notices.map(({ what, room, problem }) => [what, room, problem.code]), [['roomLost', 'news', 'NOT_ALLOWED']]);
  assert.equal(globalThis.localStorage.getItem('parley.rooms:/'), '[]');
});

test('a room is called as it is called, whatever the words of the wire', () => {
  const { name, data } = eventOf({ type: 'permissions', moderator: false, rooms: { lobby: {}, text: { post: 'NOT_ALLOWED' }, name: {} } });
  assert.deepEqual([name, Object.keys(data.rooms)], ['permissions', ['lobby', 'text', 'name']]);
});

test('a refusal that comes anyway is told in words, in every language', () => {
  for (const language of ['en', 'ru', 'zh']) {
    const words = new Words(language, JSON.parse(readFileSync(new URL(`../../../webapp/i18n/${language}.json`, import.meta.url), 'utf8')));
    for (const code of ['AUTH_REQUIRED', 'ROLE_NEEDED', 'NOT_ALLOWED']) assert.doesNotMatch(explain(words, { code }), /problem\.|\(/);
  }
});
