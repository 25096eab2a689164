import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deedOf, firstUnread, letterOf, neighbour } from '../../../webapp/chat/keys.js';

const nowhere = () => false;

test('the keys go round the conversations, and past those without news when asked', () => {
  const all = ['a', 'b', 'c'];
  const any = () => true;
  assert.equal(neighbour(all, 'a', 1, any), 'b');
  assert.equal(neighbour(all, 'a', -1, any), 'c');
  assert.equal(neighbour(all, 'c', 1, any), 'a');
  assert.equal(neighbour(all, 'a', 1, id => id === 'c'), 'c');
  assert.equal(neighbour(all, 'a', 1, () => false), undefined);
  assert.equal(neighbour(['a'], 'a', 1, any), undefined);
});

test('Alt+A goes to the first that means one, else to the first with anything new', () => {
  const state = { open: 'room/lobby', conversations: {
    'room/lobby': { unread: 1, mentions: 1 }, 'room/a': { unread: 2, mentions: 0 }, 'room/b': { unread: 3, mentions: 1 }, 'room/c': { unread: 0, mentions: 0 },
  } };
  const ids = Object.keys(state.conversations);
  assert.equal(firstUnread(ids, state, nowhere), 'room/b');
  assert.equal(firstUnread(['room/lobby', 'room/c', 'room/a'], state, nowhere), 'room/a');
  assert.equal(firstUnread(['room/lobby', 'room/c'], state, nowhere), undefined);
});

/** Where a key leads in a state; null when nowhere. */
function pressed(event, state, isQuiet = nowhere) {
  let led = null;
  const deeds = { ids: () => Object.keys(state.conversations), open: id => { led = id; }, goto: () => { led = 'goto'; }, help: () => { led = 'help'; }, region: step => { led = step; }, isQuiet };
  deedOf({ target: { matches: nowhere }, ...event }, state, deeds)?.();
  return led;
}

const conversation = (id, unread, mentions = 0) => [id, { id, unread, mentions }];
const DOWN = { key: 'ArrowDown', code: 'ArrowDown', altKey: true };
const SHIFT_DOWN = { ...DOWN, shiftKey: true };
const ALT_A = { key: 'a', code: 'KeyA', altKey: true };

test('F6 goes to the next part of the page, with Shift to the one before, and is the browser’s with anything else', () => {
  const led = more => pressed({ key: 'F6', code: 'F6', ...more }, { conversations: {} });
  assert.deepEqual([led({}), led({ shiftKey: true }), led({ ctrlKey: true }), led({ altKey: true })], [1, -1, null, null]);
});

test('keys for news pass by what one has muted, unless it calls one by name', () => {
  const isQuiet = id => id !== 'room/loud';
  const state = { open: 'room/lobby', conversations: Object.fromEntries([
    conversation('room/lobby', 0), conversation('room/a', 5), conversation('room/b', 5, 1), conversation('room/loud', 1), conversation('with/B', 3)]) };
  assert.equal(pressed(DOWN, state, isQuiet), 'room/a', 'without Shift every conversation is a stop');
  assert.equal(pressed(SHIFT_DOWN, state, isQuiet), 'room/b');
  assert.equal(pressed(ALT_A, state, isQuiet), 'room/b');
  state.conversations['room/b'].mentions = 0;
  assert.equal(pressed(SHIFT_DOWN, state, isQuiet), 'room/loud');
  assert.equal(pressed(ALT_A, state, isQuiet), 'room/loud');
  assert.equal(pressed(ALT_A, state), 'with/B');
});

test('a keyboard that writes no Latin has the same keys', () => {
  const state = { open: 'room/lobby', conversations: Object.fromEntries([conversation('room/lobby', 0), conversation('room/a', 1)]) };
  assert.equal(pressed({ key: 'k', code: 'KeyK', ctrlKey: true }, state), 'goto');
  assert.equal(pressed({ key: 'л', code: 'KeyK', ctrlKey: true }, state), 'goto');
  assert.equal(pressed({ key: 'ф', code: 'KeyA', altKey: true }, state), 'room/a');
  assert.equal(pressed({ key: 'å', code: 'KeyA', altKey: true }, state), 'room/a', 'a Mac, with Option');
  assert.equal(letterOf({ key: 'a', code: 'KeyQ' }), 'a', 'a French one has its letters elsewhere');
  for (const [key, code] of [['?', 'Slash'], ['Delete', 'Delete'], ['ArrowUp', 'ArrowUp'], ['Process', '']]) assert.equal(letterOf({ key, code }), null, key);
});
