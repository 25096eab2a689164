import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../../../webapp/lib/outbox.js';
import { VirtualClock, settled } from './fakes.mjs';

function outbox({ limit } = {}) {
  const clock = new VirtualClock();
  const told = [];
  const kept = { entries: [] };
  const on = {
    sending: ({ key }) => told.push(`sending ${key}`),
    sent: ({ key }) => told.push(`sent ${key}`),
    waiting: ({ key }) => told.push(`waiting ${key}`),
    refused: ({ key }, { code }) => told.push(`refused ${key} ${code}`),
    held: ({ retryAfter }) => told.push(`held ${retryAfter}`),
  };
  const box = new Outbox({ limit, on, clock, keep: entries => { kept.entries = entries; } });
  return { box, clock, told, kept };
}

const entry = key => ({ key, text: key });

test('what is written while away waits and goes out in order', async () => {
  const { box, told } = outbox();
  box.add(entry('a'));
  box.add(entry('b'));
  const arrived = [];
  box.open(async ({ key }) => { arrived.push(key); });
  await settled();
  assert.deepEqual(arrived, ['a', 'b']);
  assert.deepEqual(told, ['waiting a', 'waiting b', 'sending a', 'sent a', 'sending b', 'sent b']);
  assert.equal(box.entries.length, 0);
});

test('what was in flight when the connection broke is sent again, first', async () => {
  const { box } = outbox();
  const arrived = [];
  box.open(() => new Promise(() => {}));
  box.add(entry('a'));
  box.add(entry('b'));
  box.shut();
  box.open(async ({ key }) => { arrived.push(key); });
  await settled();
  assert.deepEqual(arrived, ['a', 'b']);
});

test('an answer that comes after the break changes nothing', async () => {
  const { box, told } = outbox();
  let refuse;
  box.open(() => new Promise((_, reject) => { refuse = reject; }));
  box.add(entry('a'));
  box.shut();
  refuse({ code: 'LOST' });
  await settled();
  assert.deepEqual(told, ['sending a', 'waiting a']);
  assert.equal(box.entries.length, 1);
});

test('a refused message is out, the next one goes', async () => {
  const { box, told } = outbox();
  box.add(entry('a'));
  box.add(entry('b'));
  box.open(async ({ key }) => { if (key === 'a') throw { code: 'TEXT_TOO_LONG' }; });
  await settled();
  assert.deepEqual(told.slice(2), ['sending a', 'refused a TEXT_TOO_LONG', 'sending b', 'sent b']);
});

test('after a rate limit it waits as long as it was told, then goes on with the same', async () => {
  const { box, clock, told } = outbox();
  let limited = true;
  box.open(async () => { if (limited) throw { code: 'RATE_LIMITED', retryAfter: 3_000 }; });
  box.add(entry('a'));
  await settled();
  limited = false;
  await clock.advance(2_999);
  assert.deepEqual(told, ['sending a', 'waiting a', 'held 3000']);
  await clock.advance(1);
  assert.deepEqual(told.slice(3), ['sending a', 'sent a']);
});

test('the limit is the limit, and everything in it is kept', () => {
  const { box, kept } = outbox({ limit: 2 });
  box.add(entry('a'));
  assert.equal(box.isFull, false);
  box.add(entry('b'));
  assert.equal(box.isFull, true);
  assert.deepEqual(kept.entries.map(({ key }) => key), ['a', 'b']);
});

test('the message the server choked on is not sent again', () => {
  const { box, told } = outbox();
  box.add(entry('a'));
  box.refuseOldest({ code: 'TOO_BIG' });
  assert.equal(told.at(-1), 'refused a TOO_BIG');
  assert.equal(box.entries.length, 0);
});

test('what is known to have arrived makes way for the next, and its late answer is no news', async () => {
  const { box, told } = outbox();
  const answers = {};
  box.open(({ key }) => new Promise(resolve => { answers[key] = resolve; }));
  box.add(entry('a'));
  box.add(entry('b'));
  box.arrived('a');
  answers.a({ id: 1 });
  await settled();
  assert.deepEqual(told, ['sending a', 'sending b']);
  answers.b({ id: 2 });
  await settled();
  assert.deepEqual(told, ['sending a', 'sending b', 'sent b']);
  assert.equal(box.entries.length, 0);
});

test('what arrived while it waited is not sent at all', async () => {
  const { box } = outbox();
  box.add(entry('a'));
  box.add(entry('b'));
  box.arrived('a');
  const arrived = [];
  box.open(async ({ key }) => { arrived.push(key); });
  await settled();
  assert.deepEqual(arrived, ['b']);
});

test('what is taken over goes out also when the way was open before, all of it', async () => {
  const { box } = outbox({ limit: 2 });
  const arrived = [];
  box.open(async ({ key }) => { arrived.push(key); });
  box.restore(['a', 'b', 'c'].map(entry));
  await settled();
  assert.deepEqual(arrived, ['a', 'b', 'c']);
});

test('who is muted is told at once, and nothing goes out by itself later', async () => {
  const { box, clock, told } = outbox();
  box.open(async () => { throw { code: 'MUTED', retryAfter: 3_000 }; });
  box.add(entry('a'));
  await settled();
  assert.deepEqual(told, ['sending a', 'refused a MUTED']);
  await clock.advance(3_000);
  assert.equal(told.length, 2);
});
