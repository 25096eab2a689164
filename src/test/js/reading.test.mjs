import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reading } from '../../../webapp/chat/reading.js';
import { nobody, reduce } from '../../../webapp/chat/state.js';
import { Store } from '../../../webapp/lib/store.js';
import { settled } from './fakes.mjs';

const WITH_BO = 'with/B';

/** Anna has messages 1 to 3 of Bo before her; `connection` is the one that is up, if any. */
function reader() {
  const store = new Store(reduce, nobody);
  store.dispatch({ type: 'entered', me: { id: 'A', name: 'Anna' }, namespace: '/' });
  const messages = [1, 2, 3].map(id => ({ id, from: 'B', username: 'Bo', to: 'A', target: 'Anna', message: `m${id}`, date: id }));
  store.dispatch({ type: 'synced', id: WITH_BO, answer: { messages, lastRead: 0 }, again: false, seen: false });
  const told = [];
  const place = { connection: null };
  const up = answer => { place.connection = { request: (event, { target, id }) => (told.push([event, target, id]), answer()) }; };
  return { told, place, up, store, reading: new Reading(store, () => place.connection) };
}

test('what was read without a connection is told when there is one again', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { told, up, store, reading } = reader();
  reading.look(WITH_BO);
  t.mock.timers.tick(500);
  assert.equal(store.state.conversations[WITH_BO].unread, 0, 'at once, here');
  up(() => Promise.resolve({}));
  reading.again();
  assert.deepEqual(told, [['read', 'B', 3]]);
});

test('what the connection took with it is told again, but not for the next person', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { told, up, reading } = reader();
  up(() => Promise.reject({ code: 'LOST' }));
  reading.look(WITH_BO);
  t.mock.timers.tick(500);
  await settled();
  reading.again();
  assert.deepEqual(told, [['read', 'B', 3], ['read', 'B', 3]]);
  reading.forget();
  await settled();
  reading.again();
  assert.equal(told.length, 2);
});
