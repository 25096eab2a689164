/** Who hears what: rooms and broadcasts between clients of all versions, over all transports. */
import assert from 'node:assert/strict';
import { modes, versions } from '../clients.mjs';
import { bytes, same } from '../values.mjs';
import { Inbox, acknowledged, echoed } from '../waiting.mjs';

/** One client of each other version over each transport. */
const others = party => Promise.all(
  versions.filter(version => version !== party.version).flatMap(version => modes.map(mode => party.as(version, mode).connected())));

const inboxes = (sockets, event) => sockets.map(socket => new Inbox(socket, event));

export function rooms(scenario) {
  scenario('a socket is in the rooms that it joined and in no other', async party => {
    const socket = await party.connected();
    const now = async () => (await acknowledged(socket, 'rooms'))[0].sort();
    for (const room of ['one', 'комната 房间 😀', 'one']) await acknowledged(socket, 'join', room);
    assert.deepEqual(await now(), [socket.id, 'one', 'комната 房间 😀'].sort());
    await acknowledged(socket, 'leave', 'one');
    await acknowledged(socket, 'leave', 'never joined');
    assert.deepEqual(await now(), [socket.id, 'комната 房间 😀'].sort());
  });

  scenario('what is said in a room is heard by its members of every version, and by nobody else', async party => {
    const [speaker, outsider] = [await party.connected(), await party.connected()];
    const members = await others(party);
    const room = party.room('room');
    await Promise.all([speaker, ...members].map(socket => acknowledged(socket, 'join', room)));
    const said = inboxes(members, 'said');
    const unheard = inboxes([speaker, outsider], 'said');

    const sayings = [[], ['text', { a: [1, null] }], [bytes(4), 'and', { nested: [bytes(0), bytes(9)] }], ['😀 你好'], [bytes(20_000)]];
    for (const saying of sayings) speaker.emit('say', room, ...saying);
    for (const inbox of said) same(await inbox.take(sayings.length), sayings);

    // what is sent to a client later arrives later, so after it nothing of the above can come
    const last = [outsider, speaker].map(socket => party.heard(socket, 'everyone'));
    party.toAll(speaker, 'all');
    for (const inbox of last) await inbox.next();
    assert.deepEqual(unheard.map(inbox => inbox.unread), [0, 0]);
  });

  scenario('members of every version are heard', async party => {
    const listener = await party.connected();
    const speakers = await others(party);
    const listeners = party.room('listeners');
    await acknowledged(listener, 'join', listeners);
    const said = new Inbox(listener, 'said');
    for (const speaker of speakers) {
      speaker.emit('say', listeners, speaker.id, bytes(12));
      same(await said.next(), [speaker.id, bytes(12)]);
    }
  });

  scenario('who left a room hears no more of it', async party => {
    const [speaker, leaver, stayer] = [await party.connected(), ...(await others(party)).slice(0, 2)];
    const room = party.room('room');
    for (const socket of [leaver, stayer]) await acknowledged(socket, 'join', room);
    const [left, stayed] = inboxes([leaver, stayer], 'said');
    speaker.emit('say', room, 1);
    assert.deepEqual([await left.next(), await stayed.next()], [[1], [1]]);
    await acknowledged(leaver, 'leave', room);
    speaker.emit('say', room, 2);
    const last = party.heard(leaver, 'shouted');
    party.toAll(speaker, 'shout');
    assert.deepEqual(await stayed.next(), [2]);
    await last.next();
    assert.equal(left.unread, 0);
  });

  scenario('a broadcast reaches every version over every transport, but not its sender', async party => {
    const speaker = await party.connected();
    const listeners = await others(party);
    const shouted = listeners.map(listener => party.heard(listener, 'shouted'));
    const own = party.heard(speaker, 'shouted');
    const shouts = [['text'], [bytes(3), { nested: bytes(4) }], ['😀', null], [bytes(50_000), 'end']];
    for (const shout of shouts) party.toAll(speaker, 'shout', ...shout);
    for (const inbox of shouted) same(await inbox.take(shouts.length), shouts);
    const last = party.heard(speaker, 'everyone');
    party.toAll(speaker, 'all', 'end');
    assert.deepEqual(await last.next(), ['end']);
    assert.equal(own.unread, 0);
  });

  scenario('what is meant for all reaches the sender too', async party => {
    const speaker = await party.connected();
    const everyone = [speaker, ...await others(party)].map(socket => party.heard(socket, 'everyone'));
    party.toAll(speaker, 'all', bytes(5), { a: 1 });
    for (const inbox of everyone) same(await inbox.next(), [bytes(5), { a: 1 }]);
  });

  scenario('a broadcast in one namespace is not heard in another', async party => {
    const speaker = await party.connected();
    const custom = await party.joined(party.openBeside(speaker, '/custom'));
    const unheard = new Inbox(custom, 'everyone');
    const own = party.heard(speaker, 'everyone');
    party.toAll(speaker, 'all', 'in the root');
    await own.next();
    assert.deepEqual(await echoed(custom, 'barrier'), ['barrier']);
    assert.equal(unheard.unread, 0);
  });
}
