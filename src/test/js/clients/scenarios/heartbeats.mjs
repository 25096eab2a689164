/** All clients together, so that the wait is one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Party, Server } from '../clients.mjs';
import { Inbox, echoed } from '../waiting.mjs';

export function heartbeats(url, versions, modes) {
  test('every client stays for three heartbeats', { timeout: 30_000 }, async t => {
    const parties = versions.flatMap(version => modes.map(mode => new Party(new Server(url), version, mode)));
    try {
      const sockets = await Promise.all(parties.map(party => party.connected()));
      const { engine } = sockets[0].io;
      const interval = engine._pingInterval ?? engine.pingInterval;
      if (interval > 2_000) return t.skip(`the server's ping interval is ${interval} ms, and this is worth the wait up to 2000`);
      const lost = sockets.map(socket => new Inbox(socket, 'disconnect'));
      await Promise.all(sockets.map(async socket => {
        const heard = new Inbox(socket.io.engine, 'pong'); // whoever asked: said by every version once per heartbeat
        for (let beat = 0; beat < 3; beat++) await heard.next(2 * interval + 1_000);
        assert.deepEqual(await echoed(socket, 'alive'), ['alive']);
      }));
      assert.deepEqual(lost.map(inbox => inbox.unread), lost.map(() => 0));
    } finally {
      await Promise.all(parties.map(party => party.close()));
    }
  });
}
