/** What is said arrives as it was said: JSON, binary, acknowledgements, order. */
import assert from 'node:assert/strict';
import { upgraded } from '../clients.mjs';
import { bytes, numbers, same, strings, values } from '../values.mjs';
import { Inbox, acknowledged, echoed, next } from '../waiting.mjs';

export function events(scenario, { version, mode }) {
  scenario('every JSON value comes back as it was', async party => {
    const socket = await party.connected();
    for (const [name, value] of Object.entries(values)) assert.deepEqual(await echoed(socket, value), [value], name);
    for (const value of [...numbers, ...strings]) assert.deepEqual(await echoed(socket, value), [value]);
    assert.deepEqual(await echoed(socket, ...Object.values(values)), Object.values(values));
  });

  scenario('halves of surrogate pairs come back as they were', async party => {
    const halves = ['\ud83d', '\ude00', 'a\ud83db', '\ude00\ud83d'];
    assert.deepEqual(await echoed(await party.connected(), ...halves), halves);
  });

  scenario('no arguments, and what JSON has no word for', async party => {
    const socket = await party.connected();
    assert.deepEqual(await echoed(socket), []);
    assert.deepEqual(await echoed(socket, undefined, NaN, Infinity, { a: undefined, b: 1 }), [null, null, null, { b: 1 }]);
    assert.deepEqual(await echoed(socket, new Date(0)), ['1970-01-01T00:00:00.000Z']);
    assert.deepEqual(await echoed(socket, null, null), [null, null]);
  });

  scenario('the name of an event may be in any script', async party => {
    const socket = await party.connected();
    const answer = next(socket, 'эхо 回声 🔁');
    socket.emit('эхо 回声 🔁', 1, 'два');
    assert.deepEqual(await answer, [1, 'два']);
  });

  scenario('two hundred messages sent at once come back in order', async party => {
    const socket = party.open();
    const back = new Inbox(socket, 'message-back');
    const sent = Array.from({ length: 200 }, (_, i) => i % 10 === 3 ? [i, bytes(i)] : [i, 'x'.repeat(i)]);
    for (const args of sent) socket.emit('message', ...args);
    same(await back.take(200), sent);
  });

  scenario('messages before, during and after the connection is made arrive in order', async party => {
    const socket = party.open();
    const back = new Inbox(socket, 'message-back');
    let sent = 0;
    const say = () => socket.emit('message', sent, bytes(sent++ % 5));
    for (let i = 0; i < 3; i++) say();
    socket.on('message-back', () => { if (sent < 40) say(); });
    for (const event of ['upgrading', 'upgrade']) socket.io.engine.on(event, say);
    await party.joined(socket);
    await upgraded(socket, mode);
    say();
    const came = [];
    while (came.length < Math.max(sent, 40)) came.push(await back.next());
    same(came, came.map((_, i) => [i, bytes(i % 5)]));
  });

  const binary = {
    'at the top': [bytes(4)],
    'of no length': [bytes(0)],
    'of no length between others': [bytes(1), bytes(0), bytes(2)],
    'of one byte, each': Array.from({ length: 10 }, (_, i) => Buffer.from([i * 28])),
    'nested': [{ a: { b: [1, bytes(5), null, { c: bytes(6) }] }, d: 'text' }],
    'several with text between': ['a', bytes(3), 'b', { bytes: bytes(3) }, 'c', [bytes(2)]],
    'a hundred kilobytes': [bytes(100_000), 'and text'],
    'an ArrayBuffer': [Uint8Array.from([1, 2, 3]).buffer],
    // version 2.5 takes typed arrays for objects
    ...version.revision === 4 && { 'a part of a larger array': [Uint8Array.from([0, 1, 2, 3, 4]).subarray(1, 4)] },
    'beside what looks like a placeholder': [bytes(2), { _placeholder: false, num: 7 }],
  };

  scenario('binary comes back as it was', async party => {
    const socket = await party.connected();
    for (const [name, args] of Object.entries(binary)) same(await echoed(socket, ...args), args, name);
  });

  scenario('binary comes back as it was in acknowledgements', async party => {
    const socket = await party.connected();
    for (const [name, args] of Object.entries(binary)) same(await acknowledged(socket, 'message-with-ack', ...args), args, name);
  });

  scenario('binary travels as base64 when the client asks for that', async party => {
    const socket = await party.connected('/', { forceBase64: true });
    await upgraded(socket, mode);
    for (const [name, args] of Object.entries(binary)) same(await echoed(socket, ...args), args, name);
  });

  scenario('acknowledgements take any number of arguments', async party => {
    const socket = await party.connected();
    for (const args of [[], [null], [1, 'two', { three: [3] }], Object.values(values)]) {
      assert.deepEqual(await acknowledged(socket, 'message-with-ack', ...args), args);
    }
  });

  scenario('many open questions each get their own answer', async party => {
    const socket = await party.connected();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => acknowledged(socket, 'message-with-ack', i, bytes(i % 3))));
    same(answers, answers.map((_, i) => [i, bytes(i % 3)]));
  });

  scenario('the server asks, the client answers', async party => {
    const socket = await party.connected();
    for (const [asked, answer] of [
      [[], []],
      [['one'], [null]],
      [[1, { two: 2 }], ['a', 'b', { c: [1.5] }]],
      [['binary', bytes(3)], [bytes(5), { nested: bytes(0) }]],
      [[bytes(100_000)], ['text']],
    ]) {
      const question = next(socket, 'question');
      const answered = next(socket, 'answered');
      socket.emit('ask', ...asked);
      const args = await question;
      const ack = args.pop();
      same(args, asked);
      ack(...answer);
      ack('a second answer counts for nothing');
      same(await answered, answer);
    }
  });

  scenario('several questions of the server may be answered in any order', async party => {
    const socket = await party.connected();
    const questions = new Inbox(socket, 'question');
    const answered = new Inbox(socket, 'answered');
    for (let i = 0; i < 10; i++) socket.emit('ask', i);
    const open = await questions.take(10);
    for (const [i, ack] of open.reverse()) ack(i);
    assert.deepEqual((await answered.take(10)).map(([i]) => i), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  if (version.name === '4.8') {
    scenario('emitWithAck resolves, and gives up after its timeout', async party => {
      const socket = await party.connected();
      assert.equal(await socket.emitWithAck('message-with-ack', 'answer'), 'answer');
      same(await socket.timeout(2_000).emitWithAck('message-with-ack', bytes(7)), bytes(7));
      await assert.rejects(socket.timeout(30).emitWithAck('nobody listens', 1), /operation has timed out/);
      assert.deepEqual(await echoed(socket, 'and goes on'), ['and goes on']);
    });
  }
}
