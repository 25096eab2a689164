/**
 * The WebSocket client of Node's world with permessage-deflate, against a server at PARLEY_URL that keeps the context
 * (`parley.websocket.compression=context`): whatever is agreed on, everything comes back from /echo as it was.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import WebSocket from 'ws';

const address = new URL('echo', process.env.PARLEY_URL.replace(/^http/, 'ws')).href;
const noContext = 'permessage-deflate; server_no_context_takeover; client_no_context_takeover';

const agreements = [
  ['nothing said', true, 'permessage-deflate'],
  ['all compressed', { threshold: 0 }, 'permessage-deflate'],
  ['no context', { threshold: 0, serverNoContextTakeover: true, clientNoContextTakeover: true }, noContext],
  ['no context of ours', { threshold: 0, serverNoContextTakeover: true }, 'permessage-deflate; server_no_context_takeover'],
  ['no context of theirs', { threshold: 0, clientNoContextTakeover: true }, 'permessage-deflate; client_no_context_takeover'],
  ['a small window of theirs', { threshold: 0, clientMaxWindowBits: 9 }, 'permessage-deflate'],
  ['our largest window', { threshold: 0, serverMaxWindowBits: 15 }, 'permessage-deflate; server_max_window_bits=15'],
  ['a small window of ours, which is declined', { threshold: 0, serverMaxWindowBits: 10 }, ''],
  ['compression off', false, ''],
];

function* messages() {
  for (const size of [0, 1, 5, 125, 126, 1_023, 1_024, 65_535, 65_536, 300_000]) {
    yield 'ab'.repeat(size).slice(0, size);
    yield Buffer.alloc(size, 7);
    yield randomBytes(size);
  }
  for (let i = 0; i < 200; i++) yield JSON.stringify({ event: 'new message', from: 'Пётр', text: `你好 😀 ${i}`.repeat(i) });
}

for (const [name, perMessageDeflate, extensions] of agreements) {
  test(name, { timeout: 60_000 }, async () => {
    const socket = new WebSocket(address, { perMessageDeflate });
    const [[answer]] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')]);
    assert.equal(answer.headers['sec-websocket-extensions'] ?? '', extensions);
    const sent = [...messages()];
    const heard = [];
    const all = new Promise((resolve, reject) => {
      socket.on('message', message => heard.push(message) === sent.length && resolve());
      socket.on('close', (code, reason) => reject(new Error(`closed with ${code} ${reason}`)));
    });
    for (const message of sent) socket.send(message);
    await all;
    assert.deepEqual(heard.map(String), sent.map(String));
    socket.removeAllListeners('close');
    socket.close();
    await once(socket, 'close');
  });
}
