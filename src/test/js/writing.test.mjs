import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandIn, withoutEscape } from '../../../webapp/chat/command.js';
import { Commands } from '../../../webapp/chat/commands.js';
import { EMOJI_NAMES } from '../../../webapp/chat/emoji-names.js';
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

test('who looks after the others has commands for that, and nobody else', async () => {
  const asked = [];
  const session = { request: async (event, members) => { asked.push([event, members]); return { sanctions: [{ id: 'gone', username: 'Gone' }] }; } };
  const me = { id: 'me', moderator: true };
  const state = { open: 'room/train', me, people: new Map([['anna', { id: 'anna', username: 'Anna' }]]) };
  const run = text => new Commands({ store: { state }, session, help: () => {} }).run(commandIn(text));
  await run('/mute Anna 10m too loud');
  await run('/kick Anna  go');
  await run('/ban @Anna');
  await run('/unban Gone');
  assert.deepEqual(asked, [
    ['mute', { target: 'anna', reason: 'too loud', seconds: 600 }],
    ['kick', { target: 'anna', reason: 'go' }],
    ['ban', { target: 'anna', reason: '' }],
    ['list sanctions', {}],
    ['unban', { target: 'gone' }],
  ]);
  me.moderator = false;
  await assert.rejects(run('/kick Anna'), { code: 'COMMAND' });
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

test('people are offered after @, rooms after #, emoji after a colon, commands after a slash at the start', () => {
  const names = { person: ['Anna Köhler', 'Jonas'], room: ['release train'] };
  const at = text => wordAt(text, text.length, names);
  assert.deepEqual(at('hello @an'), { kind: 'person', from: 6, word: 'an' });
  assert.deepEqual(at('@Anna K'), { kind: 'person', from: 0, word: 'Anna K' });
  assert.deepEqual(at('see #tr'), { kind: 'room', from: 4, word: 'tr' });
  assert.deepEqual(at('/join #'), { kind: 'room', from: 6, word: '' });
  assert.deepEqual(at('@Jonas in #rel'), { kind: 'room', from: 10, word: 'rel' });
  assert.deepEqual(at('done :ta'), { kind: 'emoji', from: 5, word: 'ta', length: 3 });
  assert.deepEqual(at('(:tada:'), { kind: 'emoji', from: 1, word: 'tada', length: 6 });
  assert.deepEqual(at('/to'), { kind: 'command', from: 0, word: 'to' });
  const nothing = ['mail@an', '@nobody', 'a /to', '@anna said hello', '@ an', 'plain', 'https://here/#rel', 'C#', '#nowhere', 'at 12:30', ':)', ': an', 'std::ma', ':ta da'];
  for (const text of nothing) assert.equal(at(text), null, text);
});

test('a name is found by the beginning of any of its words, first by its own', () => {
  assert.equal(placeIn('Anna Köhler', 'KÖ'), 5);
  assert.equal(placeIn('Anna Köhler', 'na'), -1);
  const all = ['Sofía Marín', 'Мария', 'Marie'].map(name => ({ name }));
  assert.deepEqual(matching(all, 'mar', ({ name }) => name).map(({ name, at }) => [name, at]), [['Marie', 0], ['Sofía Marín', 6]]);
});

/** A field with that in it, the cursor at its end, and what the suggestions have replaced. */
function suggesting(value) {
  const state = {
    open: 'room/lobby', me: { id: 'me' }, people: new Map([['a', { id: 'a', username: 'Anna' }]]),
    conversations: { 'room/lobby': {}, 'with/a': {} }, rooms: new Map([['train', {}], ['lobby', {}]]),
  };
  const field = { value, selectionStart: value.length, selectionEnd: value.length };
  const replaced = [];
  const suggestions = new Suggestions(Object.assign(new EventTarget(), { state }), () => field, (...all) => replaced.push(all));
  suggestions.look();
  return { field, suggestions, replaced };
}

test('the word that was looked at is completed, wherever the cursor has gone since', () => {
  const { field, suggestions, replaced } = suggesting('hello @an');
  field.selectionStart = field.selectionEnd = 2;
  suggestions.take(0);
  assert.deepEqual(replaced, [[6, 9, '@Anna ']]);
});

test('each room is offered once, whether one is in it or not', () => {
  const { suggestions, replaced } = suggesting('see #');
  assert.deepEqual(suggestions.list.map(({ name }) => name), ['lobby', 'train']);
  suggestions.take(1);
  assert.deepEqual(replaced, [[4, 5, '#train ']]);
});

test('an emoji takes the place of its name and colons', () => {
  for (const text of ['ok :thumbsu', 'ok :thumbsup:']) {
    const { suggestions, replaced } = suggesting(text);
    suggestions.take(0);
    assert.deepEqual(replaced, [[3, text.length, '👍 ']]);
  }
  const names = EMOJI_NAMES.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { name, emoji } of EMOJI_NAMES) assert.match(`${name} ${emoji}`, /^[a-z0-9_+-]+ \P{ASCII}+$/u);
});
