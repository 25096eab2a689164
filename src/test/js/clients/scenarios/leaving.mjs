/** How a connection ends, and what comes after it. */
import assert from 'node:assert/strict';
import { transport, upgraded, versions } from '../clients.mjs';
import { Inbox, acknowledged, echoed, next } from '../waiting.mjs';

/**
 * The reason, once the connection is gone too: versions 2 and 3 that connect again before that mistake
 * the end of the old connection for that of the new one, and open one more.
 */
async function gone(socket) {
  const [[reason]] = await Promise.all([next(socket, 'disconnect'), next(socket.io.engine, 'close')]);
  return reason;
}

export function leaving(scenario, { version, mode }) {
  async function bursts(party) {
    const socket = party.open();
    const ticks = new Inbox(socket, 'tick');
    const starts = mode.name === 'upgrade' ? ['upgrading', 'upgrade'] : [];
    const burst = () => socket.emit('burst', 500);
    socket.once('connect', burst);
    for (const start of starts) socket.io.engine.once(start, burst);
    await party.joined(socket);
    await upgraded(socket, mode);
    const came = (await ticks.take(500 * (1 + starts.length))).map(([i]) => i);
    assert.deepEqual(came, came.map((_, i) => i % 500));
    assert.deepEqual(await echoed(socket, 'end'), ['end']);
    assert.equal(ticks.unread, 0);
  }

  scenario('bursts keep their order across the upgrade', party => Promise.all(Array.from({ length: 4 }, () => bursts(party))));

  scenario('comes back by itself after its connection was dropped', async party => {
    const bystander = await party.as(versions.find(other => other !== version)).connected();
    const bystanderLost = new Inbox(bystander, 'disconnect');
    const socket = await party.settled();
    await acknowledged(socket, 'join', party.room('room'));
    const before = socket.id;
    const lost = next(socket, 'disconnect');
    const reconnected = next(socket.io, 'reconnect');
    const connected = next(socket, 'connect');
    const auth = next(socket, 'auth');
    socket.emit('drop');
    assert.match((await lost)[0], /^transport (close|error)$/);
    assert.deepEqual(await reconnected, [1]);
    await connected;
    await auth;
    assert.notEqual(socket.id, before);
    assert.deepEqual(await acknowledged(socket, 'rooms'), [[socket.id]], 'rooms are not kept');
    assert.deepEqual(await echoed(socket, 'again'), ['again']);
    assert.deepEqual(await echoed(bystander, 'calm'), ['calm']);
    assert.equal(bystanderLost.unread, 0);
  });

  scenario('what was said while away is said after coming back', async party => {
    const socket = await party.settled();
    const lost = next(socket, 'disconnect');
    socket.emit('drop');
    await lost;
    assert.deepEqual(await echoed(socket, 'said while away'), ['said while away']);
  });

  for (const request of ['leave me', 'kick']) {
    scenario(`"${request}" ends it for the reason "io server disconnect", and it may come again`, async party => {
      const socket = await party.settled();
      const before = socket.id;
      const lost = gone(socket);
      socket.emit(request);
      assert.equal(await lost, 'io server disconnect');
      assert.equal(socket.connected, false);
      const auth = next(socket, 'auth');
      socket.connect();
      await auth;
      assert.notEqual(socket.id, before);
      assert.deepEqual(await echoed(socket, 'again'), ['again']);
    });
  }

  scenario('"leave me" leaves the other namespace alone, "kick" takes it along', async party => {
    const root = await party.settled();
    const custom = await party.joined(party.openBeside(root, '/custom'));
    let lost = next(root, 'disconnect');
    root.emit('leave me');
    assert.equal((await lost)[0], 'io server disconnect');
    assert.deepEqual(await echoed(custom, 'lives'), ['lives']);

    const other = await party.settled();
    const beside = await party.joined(party.openBeside(other, '/custom'));
    lost = Promise.all([next(other, 'disconnect'), next(beside, 'disconnect')]);
    other.emit('kick');
    assert.deepEqual((await lost).map(([reason]) => reason), ['io server disconnect', 'io server disconnect']);
  });

  scenario('kicked in the middle of connecting', async party => {
    const socket = party.open();
    const lost = next(socket, 'disconnect');
    socket.emit('kick');
    assert.equal((await lost)[0], 'io server disconnect');
  });

  scenario('disconnects and connects again', async party => {
    const socket = await party.connected();
    const ids = new Set([socket.id]);
    for (let i = 0; i < 3; i++) {
      const lost = gone(socket);
      socket.disconnect();
      assert.equal(await lost, 'io client disconnect');
      const auth = next(socket, 'auth');
      socket.connect();
      await auth;
      ids.add(socket.id);
      assert.deepEqual(await echoed(socket, i), [i]);
    }
    assert.equal(ids.size, 4);
    if (mode.name === 'websocket') assert.equal(transport(socket), 'websocket');
  });

  scenario('who has left is heard and told no more', async party => {
    const [leaver, stayer] = [await party.connected(), await party.connected()];
    const room = party.room('room');
    for (const socket of [leaver, stayer]) await acknowledged(socket, 'join', room);
    const left = new Inbox(leaver, 'said');
    leaver.disconnect();
    leaver.emit('say', room, 'kept for later, never sent');
    const said = new Inbox(stayer, 'said');
    stayer.emit('say', room, 'to nobody');
    const own = party.heard(stayer, 'everyone');
    party.toAll(stayer, 'all');
    await own.next();
    assert.equal(said.unread, 0);
    assert.equal(left.unread, 0);
  });
}
