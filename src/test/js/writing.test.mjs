import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Commands, commandIn, withoutEscape } from '../../../webapp/chat/commands.js';
import { Suggestions, matching, placeIn, wordAt } from '../../../webapp/chat/suggestions.js';

test('a command is a slash and a word; a path is none, and two slashes are one', () => {
  assert.deepEqual(commandIn('/join release train'), { name: 'join', rest: 'release train' });
  assert.deepEqual(commandIn('/HELP'), { name: 'help', rest: '' });
  for (const text of ['/usr/bin is full', '//join', 'say /join', '/', '/1']) assert.equal(commandIn(text), null, text);
  assert.equal(withoutEscape('//join'), '/join');
  assert.equal(withoutEscape('/usr'), '/usr');
});

function commands(people = [], open = 'room/train') {
  const done = [];
  const session = new Proxy({}, { get: (_, name) => (...what) => { done.push([name, ...what]); return true; } });
  const state = { open, me: { id: 'me' }, people: new Map(people.map(person => [person.id, person])) };
  return { done, run: text => new Commands({ store: { state }, session, help: () => done.push(['help']) }).run(commandIn(text)) };
}

test('commands do what they say', async () => {
  const { done, run } = commands();
  await run('/join #bugs');
  await run('/topic Friday');
  await run('/topic');
  await run('/leave');
  await run('/help');
  assert.deepEqual(done, [['join', 'bugs'], ['setTopic', 'room/train', 'Friday'], ['setTopic', 'room/train', ''], ['leave', 'train'], ['help']]);
});

test('what cannot be done names the rule', async () => {
  const { run } = commands();
  await assert.rejects(run('/dance'), { code: 'COMMAND', name: 'dance' });
  await assert.rejects(run('/join'), { code: 'COMMAND_REST', name: 'join', rest: 'commands.room' });
  await assert.rejects(commands([], 'room/lobby').run('/leave'), { code: 'LOBBY' });
  await assert.rejects(run('/msg Nobody hello'), { code: 'NO_SUCH_USER' });
});

test('a private message goes to the person with the longest name that it begins with', async () => {
  const { done, run } = commands([{ id: 'a', username: 'Anna' }, { id: 'k', username: 'Anna Köhler' }]);
  await run('/msg @Anna Köhler good morning');
  assert.deepEqual(done, [['open', 'with/k'], ['say', 'with/k', 'good morning']]);
});

test('people are offered after @, commands after a slash at the start', () => {
  const people = ['Anna Köhler', 'Jonas'];
  assert.deepEqual(wordAt('hello @an', 9, people), { kind: 'person', from: 6, word: 'an' });
  assert.deepEqual(wordAt('@Anna K', 7, people), { kind: 'person', from: 0, word: 'Anna K' });
  assert.deepEqual(wordAt('/to', 3, people), { kind: 'command', from: 0, word: 'to' });
  for (const text of ['mail@an', '@nobody', 'a /to', '@anna said hello', '@ an', 'plain']) assert.equal(wordAt(text, text.length, people), null, text);
});

test('a name is found by the beginning of any of its words, first by its own', () => {
  assert.equal(placeIn('Anna Köhler', 'KÖ'), 5);
  assert.equal(placeIn('Anna Köhler', 'na'), -1);
  const all = ['Sofía Marín', 'Мария', 'Marie'].map(name => ({ name }));
  assert.deepEqual(matching(all, 'mar', ({ name }) => name).map(({ name, at }) => [name, at]), [['Marie', 0], ['Sofía Marín', 6]]);
});

test('the word that was looked at is completed, wherever the cursor has gone since', () => {
  const state = { open: 'room/lobby', me: { id: 'me' }, people: new Map([['a', { id: 'a', username: 'Anna' }]]), conversations: {} };
  const store = Object.assign(new EventTarget(), { state });
  const field = { value: 'hello @an', selectionStart: 9, selectionEnd: 9 };
  const replaced = [];
  const suggestions = new Suggestions(store, () => field, (...all) => replaced.push(all));
  suggestions.look();
  field.selectionStart = field.selectionEnd = 2;
  suggestions.take(0);
  assert.deepEqual(replaced, [[6, 9, '@Anna ']]);
});
