/** A server that gives clients back what they had when their connection broke. Clients before 4.6 do not ask for it. */
import assert from 'node:assert/strict';
import { Inbox, acknowledged, next } from '../waiting.mjs';
import { bytes, same } from '../values.mjs';

/** Loses its connection and stays away until `connect()`; the server knows it. */
async function away(socket, bystander) {
  const { id } = socket;
  socket.io.reconnection(false);
  const lost = Promise.all([next(socket, 'disconnect'), next(socket.io.engine, 'close')]);
  socket.io.engine.close();
  await lost;
  while ((await acknowledged(bystander, 'is here', id))[0]) ; // each answer takes its time
  return id;
}

async function back(socket) {
  const connected = next(socket, 'connect');
  socket.connect();
  await connected;
}

const own = args => args.slice(0, -1); // without the offset

export function recovery(scenario, { version }) {
  const two = async party => {
    const socket = party.open();
    const first = next(socket, 'auth'); // an event, so that it has an offset
    await party.joined(socket);
    await first;
    return [socket, await party.connected()];
  };

  scenario('recovery: every event has its arguments, and an offset behind them in revision 4', async party => {
    const [socket, other] = await two(party);
    const said = next(socket, 'said');
    await acknowledged(socket, 'join', party.room('room'));
    other.emit('say', party.room('room'), 'a', bytes(3));
    const args = await said;
    same(args.slice(0, 2), ['a', bytes(3)]);
    if (version.revision === 4) { // the reference tells it to version 2 as well, which does not want it
      assert.equal(args.length, 3);
      assert.equal(typeof args[2], 'string');
    }
    assert.deepEqual(await acknowledged(socket, 'message-with-ack', 1), [1]);
  });

  if (version.name !== '4.8') {
    scenario('recovery: a client that does not ask for it comes back as a new one', async party => {
      const [socket, other] = await two(party);
      await acknowledged(socket, 'join', party.room('room'));
      const said = new Inbox(socket, 'said');
      const before = await away(socket, other);
      other.emit('say', party.room('room'), 'missed');
      await acknowledged(other, 'rooms');
      await back(socket);
      assert.notEqual(socket.id, before);
      assert.deepEqual(await acknowledged(socket, 'rooms'), [[socket.id]]);
      assert.equal(said.unread, 0);
    });
    return;
  }

  scenario('recovery: it gets back its id, rooms and data, and what it has missed', async party => {
    const [socket, other] = await two(party);
    await acknowledged(socket, 'join', party.room('room'));
    await acknowledged(socket, 'remember', { a: [1] });
    const said = new Inbox(socket, 'said');
    const before = await away(socket, other);
    other.emit('say', party.room('room'), 'missed', 1);
    other.emit('say', party.room('other room'), 'not for it');
    other.emit('say', party.room('room'), bytes(4));
    await acknowledged(other, 'rooms');
    await back(socket);
    assert.equal(socket.recovered, true);
    assert.equal(socket.id, before);
    same((await said.take(2)).map(args => own(args)), [['missed', 1], [bytes(4)]]);
    assert.deepEqual(await acknowledged(socket, 'recovery'), [{ recovered: true, remembered: { a: [1] } }]);
    assert.deepEqual(new Set((await acknowledged(socket, 'rooms'))[0]), new Set([socket.id, party.room('room')]));
    assert.equal(said.unread, 0);
  });

  scenario('recovery: again and again, also when nothing was missed', async party => {
    const [socket, other] = await two(party);
    await acknowledged(socket, 'join', party.room('room'));
    const said = new Inbox(socket, 'said');
    const { id } = socket;
    for (let i = 0; i < 4; i++) {
      await away(socket, other);
      if (i % 2 === 0) other.emit('say', party.room('room'), i);
      await acknowledged(other, 'rooms');
      await back(socket);
      assert.equal(socket.recovered, true);
      assert.equal(socket.id, id);
      if (i % 2 === 0) assert.deepEqual(own(await said.next()), [i]);
    }
    assert.equal(said.unread, 0);
  });

  scenario('recovery: a stream of events survives broken connections whole and in order', async party => {
    const [socket, other] = await two(party);
    await acknowledged(socket, 'join', party.room('room'));
    const said = new Inbox(socket, 'said');
    let heard = -1;
    socket.on('said', number => { heard = number; });
    const asked = new Set(); // after which the client wants to go on
    socket.on('disconnect', () => asked.add(heard));
    let connected;
    for (let i = 0; i < 600; i++) {
      other.emit('say', party.room('room'), i);
      if (i % 20 === 0) await acknowledged(other, 'rooms');
      if (i % 150 === 75) {
        await connected;
        connected = away(socket, other).then(() => back(socket)); // while the stream goes on
      }
    }
    await connected;
    // What the client reads in the moment it closes it gives to its listeners without counting it, and asks for it again.
    const numbers = new Set();
    let last = -1;
    const read = async () => {
      const [number] = await said.next();
      assert.ok(number === last + 1 || asked.has(number - 1), `${number} after ${last}`);
      numbers.add(number);
      last = number;
    };
    while (numbers.size < 600 || last < 599) await read();
    await acknowledged(socket, 'rooms');
    while (said.unread > 0) await read();
    assert.equal(last, 599);
  });

  scenario('recovery: who has left on purpose is forgotten', async party => {
    for (const leave of [socket => socket.disconnect(), socket => socket.emit('leave me')]) {
      const [socket, other] = await two(party);
      const before = socket.id;
      const lost = next(socket, 'disconnect');
      leave(socket);
      await lost;
      while ((await acknowledged(other, 'is here', before))[0]) ;
      await back(socket);
      assert.equal(socket.recovered, false);
      assert.notEqual(socket.id, before);
    }
  });
}
