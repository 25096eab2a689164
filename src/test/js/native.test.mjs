import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NativeConnection } from '../../../webapp/lib/connection/native.js';
import { FakeWebSocket, VirtualClock } from './fakes.mjs';

function connection() {
  const clock = new VirtualClock();
  const wire = new NativeConnection('ws://here/ws', { WebSocket: FakeWebSocket, clock });
  const socket = FakeWebSocket.last;
  const frames = [];
  const closes = [];
  wire.addEventListener('event', ({ detail }) => frames.push(detail));
  wire.addEventListener('close', ({ detail }) => closes.push(detail));
  return { wire, socket, clock, frames, closes };
}

test('an event is its type and its members', () => {
  const { wire, socket } = connection();
  socket.opens();
  wire.emit('typing', { room: 'x' });
  assert.deepEqual(socket.sent, [{ type: 'typing', room: 'x' }]);
});

test('a request resolves with its acknowledgement, spread, and measures the round trip', async () => {
  const { wire, socket } = connection();
  const trips = [];
  wire.addEventListener('roundtrip', ({ detail }) => trips.push(detail));
  socket.opens();
  const answer = wire.request('add user', { username: 'Anna' });
  socket.hears({ type: 'ack', ack: socket.sent[0].ack, id: '17', name: 'Anna2' });
  assert.deepEqual(socket.sent[0], { type: 'username', name: 'Anna', ack: 1 });
  assert.deepEqual(await answer, { id: '17', username: 'Anna2' });
  assert.equal(trips.length, 1);
});

test('a refused request rejects with the refusal', async () => {
  const { wire, socket } = connection();
  socket.opens();
  const answer = wire.request('join room', { room: '' });
  socket.hears({ type: 'ack', ack: 1, error: { code: 'ROOM_NAME', field: 'room', message: '…' } });
  await assert.rejects(answer, { code: 'ROOM_NAME', field: 'room' });
});

test('what is pending when the connection breaks is lost', async () => {
  const { wire, socket, closes } = connection();
  socket.opens();
  const answer = wire.request('new message', { message: 'hi' });
  socket.breaks(1001, 'server shutting down');
  await assert.rejects(answer, { code: 'LOST' });
  assert.deepEqual(closes, [{ code: 1001, reason: 'server shutting down' }]);
});

test('a connection that does not answer within ten seconds is a lost one', async () => {
  const { wire, socket, clock, closes } = connection();
  socket.opens();
  const answer = assert.rejects(wire.request('new message', { message: 'hi' }), { code: 'LOST' });
  await clock.advance(10_000);
  await answer;
  assert.equal(closes[0].code, 1006);
});

test('so is one that does not open', async () => {
  const { clock, closes } = connection();
  await clock.advance(15_000);
  assert.equal(closes[0].code, 1006);
});

test('the end is told once', () => {
  const { wire, socket, closes } = connection();
  socket.opens();
  wire.abandon('');
  socket.breaks(1006);
  assert.equal(closes.length, 1);
});

test('when the server asks for an acknowledgement it gets one', () => {
  const { socket, frames } = connection();
  socket.opens();
  socket.hears({ type: 'news', text: 'x', ack: 9 });
  assert.deepEqual(socket.sent, [{ type: 'ack', ack: 9 }]);
  assert.deepEqual(frames, [{ name: 'news', data: { message: 'x' } }]);
});

test('what is not a JSON object is passed over', () => {
  const { socket, frames } = connection();
  socket.opens();
  for (const text of ['', 'null', '17', '{', '"x"']) socket.hears(text);
  assert.deepEqual(frames, []);
});
