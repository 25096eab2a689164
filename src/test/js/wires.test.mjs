import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Wires } from '../../../webapp/lib/connection/wires.js';
import { Saved } from '../../../webapp/lib/saved.js';

function memory() {
  const kept = new Map();
  const storage = { getItem: name => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: name => kept.delete(name) };
  return new Saved(() => storage);
}

function wires({ saved = memory(), answers = true, forced, now = () => 0, prepare = async () => true } = {}) {
  return new Wires({ saved, answers: async () => answers, forced, now, prepare });
}

test('Socket.IO is the wire, unless somebody says otherwise', () => {
  assert.equal(wires().current, 'socketio');
  assert.equal(wires({ forced: 'sse' }).current, 'sse');
  assert.equal(wires({ forced: 'carrier pigeon' }).current, 'socketio');
});

test('after three failures while the server answers otherwise, the next wire is tried, and remembered', async () => {
  const saved = memory();
  const all = wires({ saved });
  assert.deepEqual([await all.failed(), await all.failed(), await all.failed()], [false, false, true]);
  assert.equal(all.current, 'native');
  assert.equal(wires({ saved }).current, 'native');
  assert.equal(wires({ saved, now: () => 25 * 3_600_000 }).current, 'socketio', 'but not for ever');
  for (let i = 0; i < 3; i += 1) await all.failed();
  assert.equal(all.current, 'sse');
});

test('a server that does not answer at all says nothing about a wire', async () => {
  const all = wires({ answers: false });
  for (let i = 0; i < 5; i += 1) assert.equal(await all.failed(), false);
  assert.equal(all.current, 'socketio');
});

test('failures count only without a success between them', async () => {
  const all = wires();
  await all.failed();
  await all.failed();
  all.opened();
  assert.equal(await all.failed(), false);
});

test('a wire that was chosen stays', async () => {
  const saved = memory();
  const all = wires({ saved });
  all.choose('native');
  for (let i = 0; i < 5; i += 1) await all.failed();
  assert.equal(wires({ saved }).current, 'native');
  all.choose('auto');
  assert.equal(wires({ saved }).current, 'socketio');
});

test('a wire that cannot be fetched is not taken', async () => {
  const all = wires({ prepare: async wire => wire !== 'native' });
  for (let i = 0; i < 3; i += 1) assert.equal(await all.failed(), false);
  assert.equal(all.current, 'socketio');
});
