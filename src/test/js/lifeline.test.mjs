import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lifeline } from '../../../webapp/lib/connection/lifeline.js';
import { FakeConnection, VirtualClock } from './fakes.mjs';

function lifeline({ greet = async () => {} } = {}) {
  const clock = new VirtualClock();
  const dialled = [];
  const line = new Lifeline({
    dial: () => {
      dialled.push(new FakeConnection());
      return dialled.at(-1);
    },
    greet,
    delay: attempt => (attempt + 1) * 1_000,
    clock,
  });
  const told = [];
  for (const event of ['up', 'down']) line.addEventListener(event, () => told.push(event));
  return { line, clock, dialled, told };
}

async function connected(options) {
  const all = lifeline(options);
  const opened = all.line.open();
  await all.dialled[0].opens();
  await opened;
  return all;
}

test('connects, and is up when the greeting is done', async () => {
  const { line, told } = await connected();
  assert.equal(line.status.phase, 'connected');
  assert.equal(line.status.shown, false);
  assert.deepEqual(told, ['up']);
});

test('the first try that fails says so and does not go on', async () => {
  const { line, clock, dialled } = lifeline();
  const opened = assert.rejects(line.open(), { code: 'UNREACHABLE' });
  await dialled[0].breaks();
  await opened;
  await clock.advance(60_000);
  assert.equal(line.status.phase, 'closed');
  assert.equal(dialled.length, 1);
});

test('a first try that is refused for who one is says why', async () => {
  const { line, dialled } = lifeline();
  const opened = assert.rejects(line.open(), { code: 'REFUSED', close: 4403, reason: 'forbidden' });
  await dialled[0].breaks(4403, 'forbidden');
  await opened;
});

test('a refused greeting is what the first try reports', async () => {
  const { line, dialled } = lifeline({ greet: async () => { throw { code: 'NAME_TOO_LONG', field: 'name' }; } });
  const opened = assert.rejects(line.open(), { code: 'NAME_TOO_LONG' });
  await dialled[0].opens();
  await opened;
  assert.equal(line.status.phase, 'closed');
  assert.equal(dialled[0].ended, 'closed');
});

test('a short loss is never shown', async () => {
  const { line, clock, dialled, told } = await connected();
  await dialled[0].breaks();
  assert.equal(line.status.phase, 'waiting');
  await clock.advance(1_000);
  await dialled[1].opens();
  assert.equal(line.status.phase, 'connected');
  assert.equal(line.status.back, false);
  await clock.advance(5_000);
  assert.equal(line.status.shown, false);
  assert.equal(line.status.reconnects, 1);
  assert.deepEqual(told, ['up', 'down', 'up']);
});

test('after two seconds the loss is shown, and two seconds long that it is over', async () => {
  const { line, clock, dialled } = await connected();
  await dialled[0].breaks(1001, 'server shutting down');
  await clock.advance(1_000);
  await dialled[1].breaks(1006);
  await clock.advance(1_000);
  assert.equal(line.status.shown, true);
  assert.equal(line.status.code, 1001, 'the first reason is the telling one');
  await clock.advance(1_000);
  await dialled[2].opens();
  assert.equal(line.status.back, true);
  await clock.advance(2_000);
  assert.equal(line.status.back, false);
});

test('waits longer after each failure, and not at all when asked to try now', async () => {
  const { line, clock, dialled } = await connected();
  await dialled[0].breaks();
  await clock.advance(1_000);
  await dialled[1].breaks();
  await clock.advance(1_999);
  assert.equal(dialled.length, 2);
  line.retryNow();
  assert.equal(dialled.length, 3);
});

test('a refusal waits for a person', async () => {
  const { line, clock, dialled } = await connected();
  await dialled[0].breaks(1008, 'rate limit');
  line.nudge();
  await clock.advance(120_000);
  assert.equal(line.status.phase, 'refused');
  assert.equal(line.status.shown, true);
  assert.equal(dialled.length, 1);
  line.retryNow();
  await dialled[1].opens();
  assert.equal(line.status.phase, 'connected');
});

test('a replaced client rests until told otherwise', async () => {
  const { line, clock, dialled } = await connected();
  await dialled[0].breaks(4409, 'replaced');
  await clock.advance(120_000);
  assert.equal(line.status.phase, 'replaced');
  assert.equal(dialled.length, 1);
});

test('offline, the connection is given up; back online it is tried at once', async () => {
  const { line, dialled, told } = await connected();
  line.wentOffline();
  assert.equal(line.status.phase, 'offline');
  assert.equal(dialled[0].ended, 'abandoned');
  assert.deepEqual(told, ['up', 'down']);
  line.nudge();
  await dialled[1].opens();
  assert.equal(line.status.phase, 'connected');
});

test('while offline it looks again every thirty seconds, in case the device is wrong', async () => {
  const { line, clock, dialled } = await connected();
  line.wentOffline();
  await clock.advance(30_000);
  assert.equal(dialled.length, 2);
  await dialled[1].breaks();
  assert.equal(line.status.phase, 'offline');
  await clock.advance(30_000);
  assert.equal(dialled.length, 3);
});

test('stopped means stopped', async () => {
  const { line, clock, dialled } = await connected();
  await dialled[0].breaks();
  line.stop();
  line.nudge();
  await clock.advance(120_000);
  assert.equal(line.status.phase, 'stopped');
  assert.equal(dialled.length, 1);
});

test('a connection from before is not listened to', async () => {
  const { line, clock, dialled } = await connected();
  await dialled[0].breaks();
  await clock.advance(1_000);
  await dialled[1].opens();
  await dialled[0].breaks(4409);
  assert.equal(line.status.phase, 'connected');
});

test('another wire is dialled at once, and the loss is known', async () => {
  const { line, dialled, told } = await connected();
  line.redial();
  assert.equal(dialled[0].ended, 'abandoned');
  await dialled[1].opens();
  assert.equal(line.status.phase, 'connected');
  assert.deepEqual(told, ['up', 'down', 'up']);
});

test('who is not in is not connected by choosing a wire', () => {
  const { line, dialled } = lifeline();
  line.redial();
  assert.equal(dialled.length, 0);
});
