/** Several namespaces share one connection. */
import assert from 'node:assert/strict';
import { bytes, same } from '../values.mjs';
import { Inbox, echoed, next } from '../waiting.mjs';

async function pair(party) {
  const root = await party.connected();
  const custom = await party.joined(party.openBeside(root, '/custom'));
  return { root, custom, connection: root.io.engine.id };
}

export function namespaces(scenario) {
  scenario('namespaces share a connection and keep their events apart', async party => {
    const { root, custom } = await pair(party);
    assert.equal(root.io, custom.io);
    const inRoot = new Inbox(root, 'message-back');
    const inCustom = new Inbox(custom, 'message-back');
    const numbers = [...Array(30).keys()];
    for (const i of numbers) {
      root.emit('message', 'root', i, bytes(i % 4));
      custom.emit('message', 'custom', i, bytes(i % 3));
    }
    same(await inRoot.take(30), numbers.map(i => ['root', i, bytes(i % 4)]));
    same(await inCustom.take(30), numbers.map(i => ['custom', i, bytes(i % 3)]));
  });

  scenario('one namespace is left and joined again, the root lives on', async party => {
    const { root, custom, connection } = await pair(party);
    const left = next(custom, 'disconnect');
    custom.disconnect();
    assert.equal((await left)[0], 'io client disconnect');
    assert.deepEqual(await echoed(root, 'lives'), ['lives']);
    const auth = next(custom, 'auth');
    custom.connect();
    await auth;
    assert.deepEqual(await echoed(custom, 'again'), ['again']);
    assert.equal(root.io.engine.id, connection);
  });

  scenario('the root is left, the other namespace lives on', async party => {
    const { root, custom, connection } = await pair(party);
    root.disconnect();
    assert.deepEqual(await echoed(custom, 'lives', bytes(2)).then(([text]) => text), 'lives');
    assert.equal(custom.io.engine.id, connection);
  });

  scenario('four namespaces are joined at once', async party => {
    const root = party.open();
    const inboxes = ['/custom', '/dyn-1', '/dyn-2'].map(namespace =>
      new Inbox(party.openBeside(root, namespace), namespace === '/custom' ? 'auth' : 'hello'));
    await party.joined(root);
    assert.deepEqual(await Promise.all(inboxes.map(inbox => inbox.next())), [[{}], ['/dyn-1'], ['/dyn-2']]);
  });
}
