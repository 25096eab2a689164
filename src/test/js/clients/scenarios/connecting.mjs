/** How a client comes in: ids, authentication, refusals, handshake. */
import assert from 'node:assert/strict';
import { transport, upgraded } from '../clients.mjs';
import { Inbox, acknowledged, echoed, next } from '../waiting.mjs';
import { strings } from '../values.mjs';

/** What a refusal looks like: revision 3 clients get only the data, or the message if there is none. */
async function refused(party, namespace, options) {
  const socket = party.open(namespace, options);
  const connected = new Inbox(socket, 'connect');
  const [error] = await next(socket, party.version.revision === 3 ? 'error' : 'connect_error');
  assert.equal(connected.unread, 0, 'refused after it was let in');
  assert.equal(socket.connected, false);
  return { error, socket };
}

const withToken = ({ version }, token) => version.revision === 3 ? { query: { token } } : { auth: { token } };

export function connecting(scenario, { version, mode }) {
  scenario('both sides know the client by the same id', async party => {
    const socket = await party.connected();
    assert.deepEqual(await acknowledged(socket, 'rooms'), [[socket.id]]);
    const custom = party.openBeside(socket, '/custom');
    await next(custom, 'connect');
    if (version.revision === 3) {
      assert.equal(socket.id, socket.io.engine.id);
      assert.equal(custom.id, `/custom#${socket.id}`);
    } else {
      assert.match(socket.id, /^[\w-]{20}$/);
      assert.match(custom.id, /^[\w-]{20}$/);
      assert.equal(new Set([socket.id, custom.id, socket.io.engine.id]).size, 3, 'ids are secret and differ');
    }
  });

  scenario('ends on the transport that was asked for', async party => {
    const socket = await party.connected();
    await upgraded(socket, mode);
    assert.deepEqual(await echoed(socket, 'over it'), ['over it']);
    assert.equal(transport(socket), mode.transports.at(-1));
  });

  scenario('the authentication payload arrives', async party => {
    const auth = { token: '123', more: { numbers: [1, 2.5], text: 'ключ "1"' } };
    for (const namespace of ['/', '/custom']) {
      const socket = party.open(namespace, { auth, query: { a: 'b c' } });
      const expected = version.revision === 4 ? auth : namespace === '/' ? {} : { a: 'b c' };
      assert.deepEqual(await next(socket, 'auth'), [expected], namespace);
    }
  });

  scenario('without an authentication payload the server sees an empty object', async party => {
    assert.deepEqual(await next(party.open('/'), 'auth'), [{}]);
    assert.deepEqual(await next(party.open('/custom'), 'auth'), [{}]);
  });

  scenario('a middleware lets in who knows the secret', async party => {
    const socket = party.open('/guarded', withToken(party, 'secret'));
    assert.deepEqual(await next(socket, 'welcome'), []);
  });

  scenario('a middleware refuses with message and data', async party => {
    for (const options of [{}, withToken(party, 'wrong')]) {
      const { error } = await refused(party, '/guarded', options);
      if (version.revision === 3) {
        assert.deepEqual(error, { code: 'E1' });
      } else {
        assert.ok(error instanceof Error);
        assert.equal(error.message, 'not authorized');
        assert.deepEqual(error.data, { code: 'E1' });
      }
    }
  });

  if (version.revision === 4) {
    scenario('who was refused may try again over the same connection', async party => {
      const root = await party.connected();
      const connection = root.io.engine.id;
      const guarded = party.openBeside(root, '/guarded', { auth: { token: 'wrong' } });
      assert.equal((await next(guarded, 'connect_error'))[0].message, 'not authorized');
      const welcome = next(guarded, 'welcome');
      guarded.auth = { token: 'secret' };
      guarded.connect();
      await welcome;
      assert.equal(root.io.engine.id, connection);
    });
  }

  scenario('an unknown namespace is refused, its neighbour lives on', async party => {
    const { error, socket } = await refused(party, '/nowhere');
    assert.equal(error.message ?? error, 'Invalid namespace');
    const beside = await party.joined(party.openBeside(socket, '/custom'));
    assert.deepEqual(await echoed(beside, 'still here'), ['still here']);
  });

  scenario('a dynamic namespace is made when its name matches', async party => {
    for (const namespace of ['/dyn-1', '/dyn-20260622']) {
      assert.deepEqual(await next(party.open(namespace), 'hello'), [namespace]);
    }
    for (const namespace of ['/dyn-', '/dyn-1x', '/x/dyn-1']) {
      const { error } = await refused(party, namespace);
      assert.equal(error.message ?? error, 'Invalid namespace');
    }
  });

  scenario('query parameters keep their odd characters', async party => {
    const query = { 'a b': 'c d', '&a': '&=?a', 'plus+': '1+1=2', 'per%cent': '100%25', '#': '/#?;', 'имя': '你好 😀', empty: '', line: 'a\r\nb', all: strings.join('') };
    const socket = await party.connected('/', { query });
    const [{ query: seen }] = await acknowledged(socket, 'handshake');
    for (const [name, value] of Object.entries(query)) assert.equal(seen[name], value, name);
    assert.equal(seen.EIO, String(version.revision));
    assert.equal(seen.transport, mode.transports[0]);
  });

  scenario('extra headers reach the handshake', async party => {
    const socket = await party.connected('/', { extraHeaders: { 'X-Parley-Test': 'a, b; c="d"', Authorization: 'Bearer abc.def' } });
    const [{ headers }] = await acknowledged(socket, 'handshake');
    assert.equal(headers['x-parley-test'], 'a, b; c="d"');
    assert.equal(headers.authorization, 'Bearer abc.def');
  });

  scenario('two forced connections know nothing of each other', async party => {
    const one = await party.connected();
    const other = await party.connected();
    assert.notEqual(one.io.engine.id, other.io.engine.id);
    const left = next(one, 'disconnect');
    one.disconnect();
    await left;
    assert.deepEqual(await echoed(other, 'alone'), ['alone']);
  });

  scenario('fifty clients connect at once', async party => {
    const sockets = Array.from({ length: 50 }, () => party.open());
    await Promise.all(sockets.map(socket => party.joined(socket)));
    assert.equal(new Set(sockets.map(socket => socket.id)).size, 50);
    const answers = await Promise.all(sockets.map((socket, i) => acknowledged(socket, 'message-with-ack', i)));
    assert.deepEqual(answers, sockets.map((_, i) => [i]));
  });
}
