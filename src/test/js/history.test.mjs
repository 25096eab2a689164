import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY_ID } from '../../../webapp/chat/conversation.js';
import { History } from '../../../webapp/chat/history.js';
import { nobody, reduce } from '../../../webapp/chat/state.js';
import { Store } from '../../../webapp/lib/store.js';

const message = (id, more = {}) => ({ id, from: 'B', username: 'Bo', message: `m${id}`, date: id, ...more });
const lobby = store => store.state.conversations[LOBBY_ID];
const ids = conversation => conversation.messages.map(({ id }) => id);

/** A room of messages 1 to `last`, answering as the server does, with pages of `page`. */
function server(last, { page = 50, most = 200 } = {}) {
  const all = count => Array.from({ length: count }, (_, i) => message(i + 1));
  const asked = [];
  return {
    last,
    asked,
    async request(event, members) {
      asked.push([event, members]);
      const here = all(this.last);
      if (event === 'join room') {
        const missed = here.filter(({ id }) => id > (members.after ?? -1));
        const gap = members.after !== undefined && missed.length > most;
        return { room: members.room, messages: members.after === undefined || gap ? here.slice(-page) : missed, gap, last: this.last, lastRead: this.last };
      }
      const limit = members.limit;
      const found = members.after === undefined ? here.filter(({ id }) => id < (members.before ?? Infinity)).slice(-limit) : here.filter(({ id }) => id > members.after).slice(0, limit);
      return { messages: found, more: found.length === limit };
    },
  };
}

async function inLobby(connection) {
  const store = new Store(reduce, nobody);
  store.dispatch({ type: 'entered', me: { id: 'A', name: 'Anna' }, namespace: '/' });
  const history = new History(store, () => true);
  await history.enter(connection, 'lobby');
  return { store, history };
}

test('who comes for the first time gets the newest page, and older ones page by page', async () => {
  const connection = server(120);
  const { store, history } = await inLobby(connection);
  assert.deepEqual([ids(lobby(store))[0], lobby(store).more], [71, true]);
  await history.older(connection, LOBBY_ID);
  await history.older(connection, LOBBY_ID);
  assert.deepEqual([ids(lobby(store)).length, lobby(store).more], [120, false]);
  await history.older(connection, LOBBY_ID);
  assert.equal(connection.asked.length, 3, 'there is nothing more to ask for');
});

test('who comes back asks for what came after the last they know', async () => {
  const connection = server(10);
  const { store, history } = await inLobby(connection);
  store.dispatch({ type: 'wentDown' });
  connection.last = 13;
  await history.enter(connection, 'lobby');
  assert.deepEqual(connection.asked.at(-1), ['join room', { room: 'lobby', after: 10 }]);
  assert.deepEqual(ids(lobby(store)).slice(-4), [10, 11, 12, 13]);
  assert.equal(lobby(store).gap, null);
});

test('a gap is filled page by page until nothing is missing', async () => {
  const connection = server(10);
  const { store, history } = await inLobby(connection);
  store.dispatch({ type: 'wentDown' });
  connection.last = 700;
  await history.enter(connection, 'lobby');
  assert.deepEqual([lobby(store).gap, ids(lobby(store)).length], [{ after: 10, below: 10 }, 60]);
  await history.fill(connection, LOBBY_ID);
  assert.deepEqual(ids(lobby(store)), Array.from({ length: 700 }, (_, i) => i + 1));
  assert.deepEqual([lobby(store).gap, lobby(store).loading], [null, null]);
});

test('a server that counts anew is asked for its newest page', async () => {
  const connection = server(10);
  const { store, history } = await inLobby(connection);
  store.dispatch({ type: 'wentDown' });
  connection.last = 2;
  await history.enter(connection, 'lobby');
  assert.deepEqual(ids(lobby(store)), [1, 2]);
  assert.equal(lobby(store).number, 2);
});

test('when older messages cannot be loaded it is told, and tried again only when somebody asks', async () => {
  const connection = server(120);
  const { store, history } = await inLobby(connection);
  const broken = { async request() { throw { code: 'HISTORY_LATE' }; } };
  await assert.rejects(history.older(broken, LOBBY_ID), { code: 'HISTORY_LATE' });
  assert.equal(lobby(store).loading, 'failed');
  await history.older(connection, LOBBY_ID);
  assert.equal(ids(lobby(store)).length, 100);
});

test('private conversations: whom one knows, and what is new with them', async () => {
  const told = message(7, { to: 'A', target: 'Anna' });
  const connection = {
    async request(event, { target, after }) {
      if (event === 'conversations') return { conversations: [{ last: 7, lastRead: 5, message: told }, { last: 3, lastRead: 3, message: message(3, { from: 'A', username: 'Anna', to: 'C', target: 'Cy' }) }] };
      assert.deepEqual([target, after], ['B', undefined], 'only those with something new are fetched');
      return { messages: [message(5, { to: 'A', target: 'Anna' }), told], more: false };
    },
  };
  const store = new Store(reduce, nobody);
  store.dispatch({ type: 'entered', me: { id: 'A', name: 'Anna' }, namespace: '/' });
  await new History(store, () => false).privately(connection);
  const { conversations } = store.state;
  assert.deepEqual([conversations['with/B'].name, conversations['with/B'].unread, conversations['with/C'].name, conversations['with/C'].unread], ['Bo', 1, 'Cy', 0]);
});
