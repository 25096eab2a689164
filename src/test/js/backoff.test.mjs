import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from '../../../webapp/lib/connection/backoff.js';
import { shortestWait, verdictOn } from '../../../webapp/lib/connection/verdict.js';

const earliest = () => 0;
const latest = () => 0.999999;

test('the first try comes after one to two seconds', () => {
  assert.equal(backoff(0, earliest), 1_000);
  assert.equal(backoff(0, latest), 2_000);
});

test('each wait is about twice the one before, up to thirty seconds', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map(attempt => backoff(attempt, latest)), [2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test('half of a wait is chance', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 50].map(attempt => backoff(attempt, earliest)), [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test('a lost or restarting server is tried again, a refusal is not, a replaced client rests', () => {
  for (const code of [1000, 1001, 1006, 1009, 1011, 1012, 1013, 4408]) assert.equal(verdictOn(code), 'retry', String(code));
  for (const code of [1003, 1007, 1008]) assert.equal(verdictOn(code), 'refused', String(code));
  assert.equal(verdictOn(4409), 'replaced');
});

test('a full server is left alone for at least five seconds', () => {
  assert.equal(shortestWait(1013), 5_000);
  assert.equal(shortestWait(1006), 0);
});
