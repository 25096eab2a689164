/** A server and a client that agreed on MessagePack. */
import assert from 'node:assert/strict';
import * as parser from 'socket.io-msgpack-parser';
import { bytes, same, strings, values } from '../values.mjs';
import { Inbox, acknowledged, echoed, next } from '../waiting.mjs';

export function messagePack(scenario) {
  scenario('MessagePack: connects with authentication, is refused with data', async party => {
    const auth = { token: 'secret', nested: { a: [1, null] } };
    assert.deepEqual(await next(party.open('/', { parser, auth }), 'auth'), [auth]);
    await next(party.open('/guarded', { parser, auth }), 'welcome');
    const [error] = await next(party.open('/guarded', { parser }), 'connect_error');
    assert.equal(error.message, 'not authorized');
    assert.deepEqual(error.data, { code: 'E1' });
    const [unknown] = await next(party.open('/nowhere', { parser }), 'connect_error');
    assert.equal(unknown.message, 'Invalid namespace');
  });

  scenario('MessagePack: every value comes back as it was', async party => {
    const socket = await party.connected('/', { parser });
    assert.deepEqual(await echoed(socket), []);
    const { numbers: all, ...others } = values;
    // the packer of the client writes every whole number as an integer of at most 64 bits
    const packable = all.filter(number => Number.isSafeInteger(number) || !Number.isInteger(number));
    for (const [name, value] of Object.entries(others)) assert.deepEqual(await echoed(socket, value), [value], name);
    for (const value of [packable, ...packable, ...strings]) assert.deepEqual(await echoed(socket, value), [value]);
    for (const length of [0, 1, 255, 256, 65_535, 65_536]) {
      same(await echoed(socket, bytes(length), { nested: [bytes(length)] }), [bytes(length), { nested: [bytes(length)] }], `${length} bytes`);
      assert.deepEqual(await echoed(socket, 'x'.repeat(length)), ['x'.repeat(length)], `${length} characters`);
    }
  });

  scenario('MessagePack: acknowledgements go both ways', async party => {
    const socket = await party.connected('/', { parser });
    same(await acknowledged(socket, 'message-with-ack', 1, bytes(5), { a: null }), [1, bytes(5), { a: null }]);
    const question = next(socket, 'question');
    const answered = next(socket, 'answered');
    socket.emit('ask', 'q', bytes(3));
    const [text, binary, ack] = await question;
    ack(text, binary, bytes(2));
    same(await answered, ['q', bytes(3), bytes(2)]);
  });

  scenario('MessagePack: rooms, namespaces and the end', async party => {
    const [speaker, member] = [await party.connected('/', { parser }), await party.connected('/', { parser })];
    await acknowledged(member, 'join', party.room('room'));
    const said = new Inbox(member, 'said');
    speaker.emit('say', party.room('room'), bytes(4), 'text');
    same(await said.next(), [bytes(4), 'text']);
    const custom = await party.joined(party.openBeside(speaker, '/custom'));
    assert.deepEqual(await echoed(custom, 'beside'), ['beside']);
    const lost = next(member, 'disconnect');
    member.emit('kick');
    assert.equal((await lost)[0], 'io server disconnect');
  });
}
