import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Session } from '../../../webapp/chat/session.js';
import { nobody, reduce } from '../../../webapp/chat/state.js';
import { Store } from '../../../webapp/lib/store.js';
import { FakeServer, FakeStorage, FakeWebSocket, settled } from './fakes.mjs';

/** What the page has from the browser, as far as a session needs it. */
const browser = new EventTarget();
let server;
let session;
let store;

beforeEach(() => {
  server = new FakeServer();
  Object.assign(globalThis, {
    localStorage: new FakeStorage(), sessionStorage: new FakeStorage(), location: { search: '?wire=native' }, document: { baseURI: 'http://here/' },
    WebSocket: server.WebSocket, addEventListener: browser.addEventListener.bind(browser),
  });
  store = new Store(reduce, nobody);
  session = new Session(store, () => false);
});

afterEach(() => session.signOut());

const kept = () => Object.keys(globalThis.localStorage).sort();

test('who is in when the connection breaks at once stays in, and it comes back', async () => {
  server.answers.join = socket => socket.breaks(1006);
  const entered = session.signIn({ name: 'Anna', namespace: '/' });
  await server.opens();
  await entered;
  assert.deepEqual([store.state.me?.name, store.state.line.phase], ['Anna', 'connecting']);
  delete server.answers.join;
  await server.opens();
  assert.equal(store.state.line.phase, 'connected');
});

test('who is turned away before having a name is told why', async () => {
  server.answers.username = () => ({ error: { code: 'NAME_TAKEN', message: '…' } });
  const entered = assert.rejects(session.signIn({ name: 'Anna', namespace: '/' }), { code: 'NAME_TAKEN' });
  await server.opens();
  await entered;
  assert.equal(store.state.me, null);
});

test('signing out leaves nothing of the person, in any namespace', async () => {
  const { localStorage } = globalThis;
  for (const name of ['rooms:/team', 'drafts:/team', 'levels:/team', 'queue:/team:tab7']) localStorage.setItem(`parley.${name}`, '{"with/B":"hush"}');
  localStorage.setItem('parley.language', '"ru"');
  session.signIn({ name: 'Anna', namespace: '/' });
  await server.opens();
  let told = 0;
  session.addEventListener('left', () => { told += 1; });
  session.signOut();
  assert.deepEqual([kept(), told], [['parley.known', 'parley.language', 'parley.name', 'parley.namespace'], 1]);
});

test('a tab whose person has signed out in another keeps nothing, and does not come back as whoever is next', async () => {
  session.signIn({ name: 'Anna', namespace: '/' });
  await server.opens();
  assert.notEqual(globalThis.sessionStorage.getItem('parley.stay'), null);
  globalThis.localStorage.removeItem('parley.key');
  globalThis.localStorage.setItem('parley.drafts:/', '{"room/lobby":"kept by this tab a moment too late"}');
  browser.dispatchEvent(Object.assign(new Event('storage'), { key: 'parley.key', newValue: null }));
  await settled();
  assert.deepEqual([store.state.me, globalThis.sessionStorage.getItem('parley.stay'), globalThis.localStorage.getItem('parley.drafts:/')], [null, null, null]);
});

test('a room that is left while one comes back stays left', async () => {
  globalThis.localStorage.setItem('parley.key', '"k"');
  globalThis.localStorage.setItem('parley.rooms:/', '["train","bugs"]');
  const joined = [];
  server.answers.join = (socket, { room }) => {
    joined.push(room);
    if (room === 'lobby') session.leave('bugs');
    return { room, messages: [], members: [], last: 0, lastRead: 0 };
  };
  session.resume({ name: 'Anna', namespace: '/' });
  await server.opens();
  assert.deepEqual([joined, Object.keys(store.state.conversations)], [['lobby', 'train'], ['room/lobby', 'room/train']]);
});

/** Anna, who is in the rooms train and bugs, comes back; `leave()` is called when the server is asked for something. */
async function comesBack(asked, leave) {
  globalThis.localStorage.setItem('parley.key', '"k"');
  globalThis.localStorage.setItem('parley.rooms:/', '["train","bugs"]');
  const told = [];
  let isIn = true;
  const once = (type, room) => {
    if (isIn && asked === `${type} ${room}`) {
      isIn = false;
      leave();
    }
  };
  server.answers.join = (socket, { room }) => {
    told.push(`join ${room}`);
    once('join', room);
    return { room, messages: [], members: [], last: 0, lastRead: 0 };
  };
  server.answers.leave = (socket, { room }) => { told.push(`leave ${room}`); };
  server.answers.conversations = () => { once('conversations', ''); return { conversations: [] }; };
  session.resume({ name: 'Anna', namespace: '/' });
  await server.opens();
  for (let turn = 0; turn < 9; turn += 1) await settled();
  return { told, rooms: Object.keys(store.state.conversations), kept: globalThis.localStorage.getItem('parley.rooms:/') };
}

test('a room that is left when one is in it again, but not yet back, is left on the server too', async () => {
  const { told, rooms, kept } = await comesBack('conversations ', () => session.leave('bugs'));
  assert.deepEqual([told, rooms, kept], [['join lobby', 'join train', 'join bugs', 'leave bugs'], ['room/lobby', 'room/train'], '["train"]']);
});

test('a room that is left while the server is asked to let one in again stays left, here and there', async () => {
  const { told, rooms, kept } = await comesBack('join bugs', () => session.leave('bugs'));
  assert.deepEqual([told, rooms, kept], [['join lobby', 'join train', 'join bugs', 'leave bugs'], ['room/lobby', 'room/train'], '["train"]']);
});

test('a room that another tab leaves while one comes back is left on the server too', async () => {
  const { told } = await comesBack('conversations ', () => browser.dispatchEvent(Object.assign(new Event('storage'), { key: 'parley.rooms:/', newValue: '["train"]' })));
  assert.deepEqual(told, ['join lobby', 'join train', 'join bugs', 'leave bugs']);
});

const failed = () => store.state.conversations['room/lobby'].pending.map(({ text, status, problem }) => [text, status, problem.code]);

/** Another page of the same tab. */
async function reload() {
  session = new Session(store = new Store(reduce, nobody), () => false);
  session.resume({ name: 'Anna', namespace: '/' });
  await server.opens();
}

test('what was refused is there after a reload, until it is deleted or sent', async () => {
  session.signIn({ name: 'Anna', namespace: '/' });
  await server.opens();
  server.answers.message = () => ({ error: { code: 'MUTED', message: '…' } });
  session.say('room/lobby', 'first');
  session.say('room/lobby', 'second');
  for (let turn = 0; turn < 9; turn += 1) await settled();
  session.lifeline.close();
  await reload();
  assert.deepEqual(failed(), [['first', 'failed', 'MUTED'], ['second', 'failed', 'MUTED']]);
  const [first, second] = store.state.conversations['room/lobby'].pending;
  session.discard('room/lobby', first.key);
  session.lifeline.close();
  await reload();
  assert.deepEqual(failed(), [['second', 'failed', 'MUTED']]);
  server.answers.message = () => ({ id: 1, date: 1 });
  session.retry('room/lobby', second.key);
  for (let turn = 0; turn < 9; turn += 1) await settled();
  session.lifeline.close();
  await reload();
  assert.deepEqual(failed(), []);
});

test('what failed in a room that one leaves is not kept', async () => {
  session.signIn({ name: 'Anna', namespace: '/' });
  await server.opens();
  server.answers.message = () => ({ error: { code: 'MUTED', message: '…' } });
  session.join('train');
  for (let turn = 0; turn < 9; turn += 1) await settled();
  session.say('room/train', 'lost');
  for (let turn = 0; turn < 9; turn += 1) await settled();
  session.leave('train');
  session.lifeline.close();
  await reload();
  assert.deepEqual(Object.keys(store.state.conversations), ['room/lobby']);
});

test('in a browser that keeps nothing one is the same person for as long as the page is open', async () => {
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get() { throw new Error('forbidden'); } });
  try {
    session.signIn({ name: 'Anna', namespace: '/' });
    await server.opens();
    assert.equal(session.key, session.key);
    const { key } = session;
    session.signOut();
    assert.notEqual(session.key, key);
  } finally {
    Object.defineProperty(globalThis, 'localStorage', { configurable: true, writable: true, value: new FakeStorage() });
  }
});

/** Anna is in, has said something that is refused, and left something in the field of the room train; then the connection is closed. */
async function closedWith(code, reason) {
  session.signIn({ name: 'Anna', namespace: '/board' });
  await server.opens();
  const refused = [];
  session.addEventListener('refused', ({ detail }) => refused.push(detail));
  await session.join('train');
  server.answers.message = () => ({ error: { code: 'NOT_ALLOWED', message: '…' } });
  session.say('room/train', 'kept');
  for (let turn = 0; turn < 9; turn += 1) await settled();
  FakeWebSocket.last.breaks(code, reason);
  await settled();
  return { refused, dialled: FakeWebSocket.last };
}

test('who may not stay is at the door, and nothing of theirs is lost', async () => {
  const { refused, dialled } = await closedWith(4403, 'forbidden');
  assert.deepEqual([refused, store.state.me, store.state.line.phase], [[{ reason: 'forbidden', namespace: '/board' }], null, 'closed']);
  assert.equal(globalThis.sessionStorage.getItem('parley.stay'), null);
  assert.equal(FakeWebSocket.last, dialled, 'nobody tries again');
  session.signIn({ name: 'Anna', namespace: '/board' });
  await server.opens();
  assert.deepEqual(store.state.conversations['room/train'].pending.map(({ text }) => text), ['kept']);
});

test('a guest who has to sign in now is at the door; who has an account can do it where they are', async () => {
  assert.deepEqual((await closedWith(4401, 'auth required')).refused, [{ reason: 'auth required', namespace: '/board' }]);
  session.account = { token: async () => 't', signOut: () => {}, forget: () => {} };
  assert.deepEqual((await closedWith(4401, 'auth required')).refused, []);
});

test('who was sent away stays where they are', async () => {
  assert.deepEqual((await closedWith(4403, 'kicked')).refused, []);
  assert.equal(store.state.line.phase, 'refused');
});
