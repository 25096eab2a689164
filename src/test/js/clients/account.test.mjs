/**
 * Somebody signs up at PARLEY_URL, comes back by nothing but the cookie, and is who they are to a real client of Socket.IO by
 * every transport, and to a native one.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { io } from 'client48';
import WebSocket from 'ws';
import { modes } from './clients.mjs';
import { acknowledged, within } from './waiting.mjs';

const { PARLEY_URL } = process.env;
const post = (path, headers, body) => fetch(`${PARLEY_URL}/api/${path}`, { method: 'POST', headers, body });

const signedUp = await post('accounts', { 'Content-Type': 'application/json' }, JSON.stringify({ name: 'Ann', password: 'correct horse' }));
assert.equal(signedUp.status, 201);
const [cookie] = signedUp.headers.get('set-cookie').split(';');
const refreshed = await post('session/refresh', { Cookie: cookie });
assert.equal(refreshed.status, 200);
const { token } = await refreshed.json();
const people = new Set(); // by their ids in the chat

for (const { name, transports } of modes) {
  test(`by ${name}`, async () => {
    const socket = io(PARLEY_URL, { transports, auth: { token }, forceNew: true });
    try {
      await within(new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject)), 'connection');
      const [person] = await acknowledged(socket, 'add user', 'Whoever');
      assert.equal(person.username, 'Ann'); // a guest would be Ann1
      people.add(person.id);
    } finally {
      socket.close();
    }
  });
}

test('natively', async () => {
  const socket = new WebSocket(`${PARLEY_URL.replace(/^http/, 'ws')}/ws`, { headers: { Authorization: `Bearer ${token}` } });
  try {
    await within(once(socket, 'open'), 'open connection');
    const answered = new Promise(resolve => socket.on('message', text => {
      const message = JSON.parse(text);
      if (message.ack === 1) resolve(message);
    }));
    socket.send(JSON.stringify({ type: 'username', name: 'Whoever', ack: 1 }));
    const person = await within(answered, 'answer');
    assert.equal(person.name, 'Ann');
    people.add(person.id);
  } finally {
    socket.terminate();
  }
});

test('all of them are one person', () => assert.equal(people.size, 1));
