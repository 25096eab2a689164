import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SseConnection } from '../../../webapp/lib/connection/sse.js';
import { FakeEventSource, VirtualClock, settled } from './fakes.mjs';

function connection(answer = () => ({ status: 202 })) {
  const clock = new VirtualClock();
  const posts = [];
  const fetch = async (address, { method, headers, body }) => {
    posts.push({ method, headers, frame: body && JSON.parse(body) });
    const { status, json } = await answer(posts.at(-1));
    return { status, text: async () => JSON.stringify(json) };
  };
  const wire = new SseConnection('http://here/sse', { EventSource: FakeEventSource, fetch, clock });
  const told = [];
  for (const event of ['open', 'event', 'close']) wire.addEventListener(event, ({ detail }) => told.push(detail ?? event));
  return { wire, source: FakeEventSource.last, clock, posts, told };
}

const session = (resumed = false, name = 's1') => ({ type: 'session', session: name, resumed });

test('is open when it knows its session', () => {
  const { wire, source, told } = connection();
  assert.equal(wire.emit('typing', {}), false);
  source.hears(session());
  assert.deepEqual(told, ['open']);
});

test('a command is a POST with the session, and its answer the acknowledgement', async () => {
  const { wire, source, posts } = connection(({ frame }) => ({ status: 200, json: { type: 'ack', ack: frame.ack, id: 'p', name: 'Anna' } }));
  source.hears(session(), 's1:1');
  assert.deepEqual(await wire.request('add user', { username: 'Anna' }), { id: 'p', username: 'Anna' });
  assert.deepEqual(posts[0].frame, { type: 'username', name: 'Anna', ack: 1 });
  assert.deepEqual([posts[0].headers.Session, posts[0].headers['Last-Event-ID']], ['s1', 's1:1']);
});

test('a refused POST is a refused command', async () => {
  const { wire, source } = connection(() => ({ status: 429, json: { type: 'error', code: 'RATE_LIMITED', retryAfter: 700 } }));
  source.hears(session());
  await assert.rejects(wire.request('new message', { message: 'hi' }), { code: 'RATE_LIMITED', retryAfter: 700 });
});

test('an acknowledgement may come later, as an event', async () => {
  const { wire, source } = connection();
  source.hears(session());
  const answer = wire.request('history', {});
  await settled();
  source.hears({ type: 'ack', ack: 1, messages: [{ id: 1, name: 'Bo', text: 'hi' }], more: false });
  assert.deepEqual(await answer, { messages: [{ id: 1, username: 'Bo', message: 'hi' }], more: false });
});

test('one POST waits for the one before it', async () => {
  const waiting = [];
  const { wire, source, posts } = connection(() => new Promise(resolve => { waiting.push(resolve); }));
  source.hears(session());
  wire.emit('typing', {});
  wire.emit('stop typing', {});
  await settled();
  assert.equal(posts.length, 1);
  waiting[0]({ status: 202 });
  await settled();
  assert.deepEqual(posts[1].frame, { type: 'typing', typing: false });
});

test('the browser mends a stream, and nothing was lost', async () => {
  const { source, clock, told } = connection();
  source.hears(session());
  source.stumbles();
  await clock.advance(4_999);
  source.hears(session(true));
  await clock.advance(60_000);
  assert.deepEqual(told, ['open']);
});

test('a stream that is not mended soon, or brings another session, is lost', async () => {
  for (const lose of [({ source }) => source.hears(session(false, 's2')), ({ clock }) => clock.advance(5_000), ({ source }) => source.stumbles(2)]) {
    const all = connection();
    all.source.hears(session());
    all.source.stumbles();
    await lose(all);
    assert.equal(all.told.at(-1).code, 1006);
    assert.equal(all.source.readyState, 2);
  }
});

test('the server says why it ends a session', () => {
  const { source, told } = connection();
  source.hears(session());
  source.hears({ type: 'close', code: 4408, reason: 'outbox full' });
  assert.deepEqual(told.at(-1), { code: 4408, reason: 'outbox full' });
});

test('closing ends the session at the server, too', () => {
  const { wire, source, posts } = connection();
  source.hears(session());
  wire.close();
  assert.deepEqual([posts[0].method, posts[0].headers.Session], ['DELETE', 's1']);
});
