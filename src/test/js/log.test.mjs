import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogWindow, MOST, STEP } from '../../../webapp/chat/log-window.js';
import { rows } from '../../../webapp/chat/rows.js';

const at = (hour, minute) => new Date(2026, 10, 20, hour, minute).getTime();
let last = 0;
const said = (name, date) => ({ key: `k${last += 1}`, id: last, from: name, name, date, own: false });
const shape = list => list.map(row => (row.kind === 'message' ? (row.continues ? 'continues' : 'message') : row.kind));

test('the same author within five minutes continues', () => {
  const messages = [said('Bo', at(9, 0)), said('Bo', at(9, 4)), said('Bo', at(9, 10)), said('Anna', at(9, 10)), said('Bo', at(9, 11))];
  assert.deepEqual(shape(rows(messages)), ['day', 'message', 'continues', 'message', 'message', 'message']);
});

test('each day begins with its name, and nobody continues over it', () => {
  const messages = [said('Bo', at(23, 59)), said('Bo', at(24, 1))];
  assert.deepEqual(shape(rows(messages)), ['day', 'message', 'day', 'message']);
});

test('nobody continues over the line of new messages, nor over a gap', () => {
  const messages = [said('Bo', at(9, 0)), said('Bo', at(9, 1)), said('Bo', at(9, 2))];
  const [first, second] = messages;
  assert.deepEqual(shape(rows(messages, { fresh: { after: first.id, count: 2 }, gap: { below: second.id } })),
    ['day', 'message', 'fresh', 'message', 'gap', 'message']);
});

test('the line of new messages stands above the first by somebody else', () => {
  const messages = [said('Bo', at(9, 0)), { ...said('Anna', at(9, 1)), own: true }, said('Bo', at(9, 2))];
  assert.deepEqual(shape(rows(messages, { fresh: { after: messages[0].id, count: 1 } })), ['day', 'message', 'message', 'fresh', 'message']);
});

const many = Array.from({ length: 10_000 }, (_, i) => ({ id: i + 1 }));
const ends = list => [list[0].id, list.at(-1).id];

test('of many messages the newest are in the page', () => {
  const log = new LogWindow();
  log.arrive({ messages: many, fresh: null });
  assert.deepEqual(ends(log.of(many, 'end')), [10_000 - STEP + 1, 10_000]);
  assert.equal(log.isAtEnd, true);
});

test('going up brings earlier ones, and the end leaves the page', () => {
  const log = new LogWindow();
  log.arrive({ messages: many, fresh: null });
  for (let i = 0; i < 50; i += 1) log.earlier(many);
  const shown = log.of(many, 'start');
  assert.deepEqual([ends(shown), shown.length], [[4_901, 4_900 + MOST], MOST]);
  assert.equal(log.isAtEnd, false);
  for (let i = 0; i < 60; i += 1) log.earlier(many);
  assert.equal(log.of(many, 'start')[0].id, 1);
  assert.equal(log.hasEarlier(many), false);
});

test('going down again leads to the end, and it is followed again', () => {
  const log = new LogWindow();
  log.arrive({ messages: many, fresh: null });
  for (let i = 0; i < 10; i += 1) log.earlier(many);
  for (let i = 0; i < 10; i += 1) log.later(many);
  assert.equal(log.isAtEnd, true);
  const more = [...many, { id: 10_001 }];
  assert.equal(log.of(more, 'end').at(-1).id, 10_001);
});

test('a conversation opens around its first new message', () => {
  const log = new LogWindow();
  log.arrive({ messages: many, fresh: { after: 9_000, count: 1_000 } });
  const shown = log.of(many, 'start').map(({ id }) => id);
  assert.ok(shown.includes(9_001) && shown.length <= MOST);
});

test('what comes while one reads above pushes nothing away, at the end it pushes out the oldest', () => {
  const log = new LogWindow();
  log.arrive({ messages: many.slice(0, 350), fresh: null });
  log.earlier(many.slice(0, 350));
  log.earlier(many.slice(0, 350));
  log.earlier(many.slice(0, 350));
  assert.equal(log.of(many.slice(0, 350), 'start')[0].id, 1);
  assert.equal(log.of(many.slice(0, 500), 'start')[0].id, 1);
  assert.equal(log.of(many.slice(0, 500), 'start').length, MOST);
});

test('a message far above is shown with its neighbours, one that is shown already moves nothing', () => {
  const messages = Array.from({ length: 1_000 }, (_, i) => ({ id: i + 1 }));
  const part = new LogWindow();
  part.arrive({ messages, fresh: null });
  part.around(messages, 950);
  assert.ok(part.isAtEnd);
  part.around(messages, 300);
  const shown = part.of(messages, 'start').map(({ id }) => id);
  assert.deepEqual([shown[0], shown.at(-1)], [300 - STEP, 300 + STEP - 1]);
  assert.ok(!part.isAtEnd);
  part.around(messages, 5);
  assert.equal(part.of(messages, 'start')[0].id, 1);
});
