import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventOf, frameOf } from '../../../webapp/lib/connection/vocabulary.js';

test('commands in native words', () => {
  assert.deepEqual(frameOf('new message', { message: 'hi', room: 'x', nonce: 'n' }), { type: 'message', text: 'hi', room: 'x', nonce: 'n' });
  assert.deepEqual(frameOf('join room', { room: 'x', after: 7 }), { type: 'join', room: 'x', after: 7 });
  assert.deepEqual(frameOf('stop typing'), { type: 'typing', typing: false });
  assert.deepEqual(frameOf('history', { before: 3 }), { type: 'history', before: 3 });
});

test('what the native wire says, in Socket.IO’s words, also within lists', () => {
  assert.deepEqual(eventOf({ type: 'message', id: 1, name: 'Bo', text: 'hi' }), { name: 'new message', data: { id: 1, username: 'Bo', message: 'hi' } });
  assert.deepEqual(eventOf({ type: 'people', changed: [{ id: 'p', name: 'Bo' }], left: [] }), { name: 'people', data: { changed: [{ id: 'p', username: 'Bo' }], left: [] } });
  assert.deepEqual(eventOf({ type: 'typing', typing: false, name: 'Bo' }), { name: 'stop typing', data: { username: 'Bo' } });
  assert.equal(eventOf({ type: 'late', late: true }).name, 'history late');
});

test('a refusal, a file and what clients say to each other keep their members', () => {
  assert.deepEqual(eventOf({ type: 'error', code: 'X', message: 'why' }).data, { code: 'X', message: 'why' });
  assert.deepEqual(eventOf({ type: 'message', file: { name: 'a.png' }, fields: { text: 't' } }).data, { file: { name: 'a.png' }, fields: { text: 't' } });
});
