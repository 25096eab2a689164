/** JSONP polling of versions 2 and 3, on a document made up by {@link JsonpDocument}. */
import assert from 'node:assert/strict';
import { JsonpDocument } from '../jsonp-document.mjs';
import { bytes, same, strings, values } from '../values.mjs';
import { Inbox, acknowledged, echoed, next, within } from '../waiting.mjs';

export function jsonp(scenario, { version }) {
  scenario('JSONP: connects, says everything, hears everything', async party => {
    globalThis.document = new JsonpDocument();
    try {
      await converse(party, document, version);
      await party.close();
      await within(document.settled(), 'end of every request');
    } finally {
      delete globalThis.document;
    }
  });
}

async function converse(party, document, { revision }) {
  const socket = party.open('/', { forceJSONP: true, query: { a: 'b' } });
  assert.deepEqual(await next(socket, 'auth'), [{}]);
  assert.ok(document.scripts > 0, 'the client uses scripts');
  assert.deepEqual(await acknowledged(socket, 'rooms'), [[socket.id]]);
  for (const [name, value] of Object.entries(values)) assert.deepEqual(await echoed(socket, value), [value], name);
  for (const text of [...strings, 'a\nb', 'a\\nb', 'a\\\nb', '\r\n', '\\\\n']) assert.deepEqual(await echoed(socket, text), [text]);
  const binary = [bytes(4), { nested: [bytes(0), bytes(1_000)] }, 'text'];
  same(await echoed(socket, ...binary), binary);
  same(await acknowledged(socket, 'message-with-ack', ...binary), binary);
  const back = new Inbox(socket, 'message-back');
  for (let i = 0; i < 20; i++) socket.emit('message', i);
  assert.deepEqual(await back.take(20), Array.from({ length: 20 }, (_, i) => [i]));
  const custom = await party.joined(party.openBeside(socket, '/custom'));
  assert.deepEqual(await echoed(custom, revision), [revision]);
  const lost = next(socket, 'disconnect');
  socket.emit('kick');
  assert.equal((await lost)[0], 'io server disconnect');
}
