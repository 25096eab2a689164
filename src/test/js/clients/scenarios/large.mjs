/** Large messages arrive whole, too large ones end their own connection and no other. */
import assert from 'node:assert/strict';
import { transport, versions } from '../clients.mjs';
import { bytes, same } from '../values.mjs';
import { Inbox, acknowledged, echoed, next } from '../waiting.mjs';

const LIMIT = 1_000_000;

/** The text whose event is exactly as long as the limit: one frame, or the body of one POST. */
function atTheLimit(socket, { revision }) {
  const frame = '42["message",""]'.length;
  const prefix = transport(socket) === 'polling' && revision === 3 ? `${LIMIT}:`.length - 1 : 0;
  return 'x'.repeat(LIMIT - frame - prefix);
}

/** How the client learns that it said too much: status of the POST, or code of the closing frame. */
const verdict = socket => transport(socket) === 'polling'
  ? next(socket.io.engine, 'error').then(([error]) => error.description)
  : new Promise(resolve => socket.io.engine.transport.ws.addEventListener('close', ({ code }) => resolve(code)));

export function large(scenario, { version }) {
  scenario('900 kB of text arrive whole', async party => {
    const socket = await party.settled();
    const text = 'Привет "мир"\\ 0123456789 '.repeat(25_000).slice(0, 600_000);
    const length = Buffer.byteLength(JSON.stringify(text));
    assert.ok(length > 880_000 && length < LIMIT, `${length}`);
    same(await echoed(socket, text), [text]);
    same(await acknowledged(socket, 'message-with-ack', text), [text]);
  });

  scenario('900 kB of binary arrive whole', async party => {
    const socket = await party.settled();
    // over polling binary is base64, and that must be below the limit too
    const binary = bytes(transport(socket) === 'polling' ? 700_000 : 900_000);
    same(await echoed(socket, binary, 'end'), [binary, 'end']);
    same(await acknowledged(socket, 'message-with-ack', binary), [binary]);
  });

  scenario('surrogate pairs survive wherever a large message is cut', async party => {
    const socket = await party.settled();
    for (const lead of ['', 'x', 'xx', 'xxx']) {
      const text = lead + '😀𠀋'.repeat(100_000);
      same(await echoed(socket, text), [text]);
    }
  });

  scenario('large messages of both sides pass each other', async party => {
    const socket = await party.connected();
    const back = new Inbox(socket, 'message-back');
    // together below the limit: clients before 4.5 may put all of them into one request
    const sent = [['a'.repeat(300_000)], [bytes(300_000)], ['é'.repeat(100_000), bytes(1_000)]];
    for (const args of sent) socket.emit('message', ...args);
    same(await back.take(3), sent);
  });

  scenario('a message of exactly the limit is taken', async party => {
    const socket = await party.settled();
    const text = atTheLimit(socket, version);
    same(await echoed(socket, text), [text]);
  });

  scenario('one byte more ends the connection, the client comes back, nobody else notices', async party => {
    const bystanders = await Promise.all(versions.map(other => party.as(other).settled()));
    const disturbed = bystanders.map(bystander => new Inbox(bystander, 'disconnect'));
    const socket = await party.settled();
    const said = new Inbox(socket, 'message-back');
    const [before, over] = [socket.id, transport(socket)];
    const told = verdict(socket);
    const lost = next(socket, 'disconnect');
    const auth = next(socket, 'auth');
    socket.emit('message', `${atTheLimit(socket, version)}x`);
    assert.match((await lost)[0], /^transport (close|error)$/);
    assert.equal(await told, over === 'polling' ? 413 : 1009);
    await auth;
    assert.notEqual(socket.id, before);
    assert.equal(said.unread, 0);
    assert.deepEqual(await echoed(socket, 'back'), ['back']);
    for (const bystander of bystanders) assert.deepEqual(await echoed(bystander, 'calm'), ['calm']);
    assert.deepEqual(disturbed.map(inbox => inbox.unread), [0, 0, 0]);
  });
}
