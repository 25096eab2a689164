import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Levels } from '../../../webapp/chat/levels.js';
import { Saved } from '../../../webapp/lib/saved.js';

/** The browser's storage, as far as it is needed. */
function storage() {
  const kept = new Map();
  return { kept, getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

function levelsIn(place, namespace = () => '/') {
  return new Levels(namespace, () => {}, new Saved(() => place));
}

const MENTION = { callsMe: true };
const OTHER = { callsMe: false };

test('unless one says otherwise, rooms tell of mentions, and people of everything', () => {
  const levels = levelsIn(storage());
  assert.deepEqual([levels.of('room/train'), levels.of('with/B')], ['mentions', 'all']);
  assert.ok(levels.wants('room/train', MENTION));
  assert.ok(!levels.wants('room/train', OTHER));
  assert.ok(levels.wants('with/B', OTHER));
});

test('what one has chosen holds, for that conversation alone, and in that namespace', () => {
  let namespace = '/';
  const levels = levelsIn(storage(), () => namespace);
  levels.choose('room/train', 'all');
  levels.choose('room/loud', 'none');
  assert.ok(levels.wants('room/train', OTHER));
  assert.ok(levels.isQuiet('room/loud') && !levels.wants('room/loud', MENTION));
  assert.ok(!levels.isQuiet('room/lobby'));
  namespace = '/other';
  assert.equal(levels.of('room/loud'), 'mentions');
});

test('it is there after a reload, and in other tabs once they are told', () => {
  const place = storage();
  const [one, other] = [levelsIn(place), levelsIn(place)];
  assert.equal(other.of('room/train'), 'mentions');
  one.choose('room/train', 'none');
  assert.equal(levelsIn(place).of('room/train'), 'none');
  other.reread();
  assert.equal(other.of('room/train'), 'none');
});

test('the usual is not kept, and what cannot be is not believed', () => {
  const place = storage();
  const levels = levelsIn(place);
  levels.choose('room/train', 'all');
  levels.choose('room/train', 'mentions');
  assert.equal(place.kept.get('parley.levels:/'), '{}');
  place.kept.set('parley.levels:/', '{"room/train":"loudest"}');
  levels.reread();
  assert.equal(levels.of('room/train'), 'mentions');
});
