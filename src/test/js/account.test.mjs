import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Account } from '../../../webapp/chat/account/account.js';
import { closeWithout, verdictOn } from '../../../webapp/lib/connection/verdict.js';
import { NativeConnection } from '../../../webapp/lib/connection/native.js';
import { FakeWebSocket, VirtualClock, settled } from './fakes.mjs';

/** An account at a server that answers each request with the next of `answers`: {status, body}, or null for none. */
function account(answers, name = null) {
  const asked = [];
  let now = 0;
  const fetch = async (address, { method, body }) => {
    asked.push(`${method} ${new URL(address).pathname}${body ? ` ${body}` : ''}`);
    const answer = answers.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return { ok: answer.status < 400, json: async () => answer.body };
  };
  return { account: new Account({ name, fetch, now: () => now }), asked, pass: seconds => { now += seconds * 1_000; } };
}

const session = token => ({ status: 200, body: { token, seconds: 900, user: { id: '1', name: 'Anna' } } });

test('who signs in has a name, and a token until it nearly ends', async () => {
  const { account: anna, asked, pass } = account([session('a'), session('b')]);
  await anna.signIn({ name: 'anna', password: 'secret' });
  assert.equal(anna.name, 'Anna');
  assert.equal(await anna.token(), 'a');
  pass(869);
  assert.equal(await anna.token(), 'a');
  pass(1);
  assert.equal(await anna.token(), 'b');
  assert.deepEqual(asked, ['POST /api/session {"name":"anna","password":"secret"}', 'POST /api/session/refresh']);
});

test('whoever asks at once gets the same token, and the server is asked once', async () => {
  const { account: anna, asked } = account([session('a')], 'Anna');
  assert.deepEqual(await Promise.all([anna.token(), anna.token({ isFresh: true })]), ['a', 'a']);
  assert.deepEqual(asked, ['POST /api/session/refresh']);
});

test('what the server refuses is told by its code, and a server that does not answer is lost', async () => {
  const { account: anna } = account([{ status: 401, body: { error: { code: 'CREDENTIALS' } } }, null], 'Anna');
  await assert.rejects(anna.signIn({ name: 'Anna', password: 'x' }), { code: 'CREDENTIALS' });
  await assert.rejects(anna.token(), { code: 'LOST' });
  assert.equal(anna.name, 'Anna', 'it is still known whose it was');
});

test('who signs out has no name at once, also without a server', async () => {
  const { account: anna, asked } = account([session('a'), null]);
  await anna.signUp({ name: 'Anna', password: 'secret' });
  await anna.signOut();
  assert.equal(anna.name, null);
  assert.deepEqual(asked.at(-1), 'DELETE /api/session');
});

test('a connection without a token for it is refused when the session is over, and tried again when the server is away', () => {
  assert.equal(verdictOn(closeWithout({ code: 'SESSION_NEEDED' })[0]), 'refused');
  assert.equal(verdictOn(closeWithout({ code: 'LOST' })[0]), 'retry');
});

function native(credentials) {
  const wire = new NativeConnection('ws://here/ws', { credentials, WebSocket: FakeWebSocket, clock: new VirtualClock() });
  const told = [];
  for (const name of ['open', 'close']) wire.addEventListener(name, ({ detail }) => told.push(detail?.code ?? name));
  return { wire, socket: FakeWebSocket.last, told };
}

test('the native wire says who one is before anything else', async () => {
  const { socket, told } = native(async () => 'token');
  assert.equal(socket.address, 'ws://here/ws?auth=message');
  socket.opens();
  await settled();
  assert.deepEqual(socket.sent, [{ type: 'auth', token: 'token' }]);
  assert.deepEqual(told, ['open']);
});

test('and ends when that cannot be said', async () => {
  const { socket, told } = native(async () => { throw { code: 'SESSION_NEEDED' }; });
  socket.opens();
  await settled();
  assert.deepEqual(told, [4401]);
});
