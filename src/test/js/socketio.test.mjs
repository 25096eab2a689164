import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocketIoConnection, closeOf, codeOf } from '../../../webapp/lib/connection/socketio.js';
import { FakeSocket, settled } from './fakes.mjs';

async function connection() {
  const socket = new FakeSocket();
  const asked = [];
  const load = async () => ({ io: (...all) => { asked.push(all); return socket; } });
  const wire = new SocketIoConnection({ origin: 'http://here', path: '/parley/socket.io/', namespace: '/team' }, load);
  const told = [];
  for (const event of ['open', 'event', 'close']) wire.addEventListener(event, ({ detail }) => told.push(detail ?? event));
  await settled();
  return { wire, socket, asked, told };
}

test('asks for the namespace below the application’s path, and leaves reconnecting to us', async () => {
  const { asked } = await connection();
  const [[address, { path, reconnection }]] = asked;
  assert.deepEqual([address, path, reconnection], ['http://here/team', '/parley/socket.io/', false]);
});

test('events travel under their own names', async () => {
  const { wire, socket, told } = await connection();
  socket.says('connect');
  wire.emit('typing', { room: 'x' });
  socket.hears('new message', { id: 1 });
  assert.deepEqual(socket.sent, [['typing', { room: 'x' }]]);
  assert.deepEqual(told, ['open', { name: 'new message', data: { id: 1 } }]);
});

test('an acknowledgement answers, refuses, or is missed', async () => {
  const { wire, socket, told } = await connection();
  socket.says('connect');
  const answers = [1, 2, 3].map(() => wire.request('join room', { room: 'x' }));
  const [first, second, third] = socket.sent.map(all => all.at(-1));
  first(null, { room: 'x' });
  second(null, { error: { code: 'ROOM_NAME' } });
  third(new Error('operation has timed out'));
  assert.deepEqual(await answers[0], { room: 'x' });
  await assert.rejects(answers[1], { code: 'ROOM_NAME' });
  await assert.rejects(answers[2], { code: 'LOST' });
  assert.equal(told.at(-1).code, 1006, 'a connection that keeps silent is a lost one');
});

test('the upgrade is told', async () => {
  const { wire, socket } = await connection();
  socket.says('connect');
  assert.equal(wire.details.transport, 'polling');
  socket.upgrades({ name: 'websocket' });
  assert.equal(wire.details.transport, 'websocket');
  assert.ok(Number.isInteger(wire.details.upgradedAfter));
});

test('a client that cannot be loaded is a connection that cannot be opened', async () => {
  const wire = new SocketIoConnection({}, async () => { throw new TypeError('Failed to fetch'); });
  const closes = [];
  wire.addEventListener('close', ({ detail }) => closes.push(detail.code));
  await settled();
  assert.deepEqual(closes, [1006]);
});

test('the close code is the WebSocket’s own, if there was one', () => {
  assert.equal(codeOf('transport close', { context: { code: 1001 } }), 1001);
  assert.equal(codeOf('ping timeout'), 1006);
  assert.equal(codeOf('transport error', { context: { status: 413 } }), 1009);
});

test('why a connection did not come to be', () => {
  assert.equal(closeOf(new Error('timeout'))[0], 1006);
  assert.equal(closeOf({ message: 'xhr poll error', context: { status: 503, responseText: '' } })[0], 1013);
  assert.equal(closeOf({ message: 'xhr poll error', context: { status: 429, responseText: '{"code":4,"message":"…"}' } })[0], 1013);
  assert.equal(closeOf({ message: 'xhr poll error', context: { status: 400, responseText: '{"code":5,"message":"Unsupported protocol version"}' } })[0], 'EIO_5');
  assert.equal(closeOf({ message: 'not allowed', data: { code: 'NOPE' } })[0], 1008);
  assert.equal(closeOf({ message: 'too many connections', data: { code: 'USER_LIMIT', retryAfter: 5_000 } })[0], 1013);
  assert.deepEqual(closeOf({ message: 'forbidden', data: { code: 'ROLE_NEEDED', detail: '…' } }), [4403, 'forbidden']);
  assert.deepEqual(closeOf({ message: 'auth required', data: { code: 'AUTH_REQUIRED' } }), [4401, 'auth required']);
});
