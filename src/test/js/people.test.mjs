import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namespaceOf, placesOf } from '../../../webapp/lib/namespace.js';
import { initial, problemWithName, problemWithRoom, voice } from '../../../webapp/lib/people.js';

test('a name has 1 to 40 visible characters', () => {
  assert.equal(problemWithName(' '), 'NAME_EMPTY');
  assert.equal(problemWithName('x'.repeat(40)), null);
  assert.equal(problemWithName('x'.repeat(41)), 'NAME_TOO_LONG');
  assert.equal(problemWithName('林'.repeat(40)), null);
  assert.equal(problemWithName('Anna\u202e'), 'NAME_CHARACTERS');
  assert.equal(problemWithName('An\u0007na'), 'NAME_CHARACTERS');
});

test('a room has 1 to 60', () => {
  assert.equal(problemWithRoom('x'.repeat(60)), null);
  assert.equal(problemWithRoom('x'.repeat(61)), 'ROOM_NAME');
  assert.equal(problemWithRoom(''), 'ROOM_NAME');
});

test('the seal bears the first letter as a reader sees it', () => {
  assert.deepEqual(['anna', 'Мария', '林晓', '👩‍👩‍👧 family', 'e\u0301mile'].map(initial), ['A', 'М', '林', '👩‍👩‍👧', 'E\u0301']);
});

test('a voice is one of ten and stays with the name', () => {
  const names = Array.from({ length: 500 }, (_, i) => `person ${i}`);
  const voices = new Set(names.map(voice));
  assert.deepEqual([...voices].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(voice('Köhler'), voice('Ko\u0308hler'));
});

test('a namespace may be typed with and without its slash', () => {
  assert.deepEqual(['', '/', 'team', '/team', ' /a.b-c_d~1 '].map(namespaceOf), ['/', '/', '/team', '/team', '/a.b-c_d~1']);
  assert.deepEqual(['a b', 'команда', 'a/b', '..', '.', 'x'.repeat(65)].map(namespaceOf), [null, null, null, null, null, null]);
});

test('the wire is found wherever the application is mounted', () => {
  assert.equal(placesOf('/', 'http://host:8080/').native, 'ws://host:8080/ws');
  const team = placesOf('/team', 'https://host/parley/?x=1#room/lobby');
  assert.equal(team.native, 'wss://host/parley/ws/team');
  assert.equal(team.sse, 'https://host/parley/sse/team');
  assert.deepEqual(team.socketio, { origin: 'https://host', path: '/parley/socket.io/', namespace: '/team' });
  assert.equal(team.client, 'https://host/parley/socket.io/socket.io.esm.min.js');
  assert.equal(placesOf('/', 'http://host/a/b/index.html').native, 'ws://host/a/b/ws');
});
