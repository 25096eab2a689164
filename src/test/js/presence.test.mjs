import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Presence } from '../../../webapp/chat/presence.js';
import { VirtualClock } from './fakes.mjs';

test('who does not look for five minutes is away, and back at the first look', async () => {
  const clock = new VirtualClock();
  const told = [];
  const presence = new Presence(status => told.push(status), clock);
  presence.looked(false);
  await clock.advance(299_999);
  assert.deepEqual(told, []);
  await clock.advance(1);
  presence.again();
  presence.looked(true);
  presence.looked(true);
  assert.deepEqual(told, ['away', 'away', 'online'], 'a new connection hears it again');
});

test('a short look elsewhere is nobody’s business', async () => {
  const clock = new VirtualClock();
  const told = [];
  const presence = new Presence(status => told.push(status), clock);
  presence.looked(false);
  await clock.advance(60_000);
  presence.looked(true);
  await clock.advance(600_000);
  assert.deepEqual(told, []);
});

test('after sleep it is said once more, whatever it is', () => {
  const told = [];
  new Presence(status => told.push(status), new VirtualClock()).check();
  assert.deepEqual(told, ['online']);
});
