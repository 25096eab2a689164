import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY_ID } from '../../../webapp/chat/conversation.js';
import { History } from '../../../webapp/chat/history.js';
import { Finding } from '../../../webapp/chat/search/finding.js';
import { PAGE, hitsOf, otherOf, pieces, question } from '../../../webapp/chat/search/hits.js';
import { reach } from '../../../webapp/chat/search/reach.js';
import { nobody, reduce } from '../../../webapp/chat/state.js';
import { Store } from '../../../webapp/lib/store.js';

const shown = (text, query) => pieces(text, query).map(piece => (piece.isMatch ? `[${piece.text}]` : piece.text)).join('');

test('matches are marked wherever they are, without regard to case', () => {
  assert.equal(shown('Payara and PAYARA', 'payara'), '[Payara] and [PAYARA]');
  assert.equal(shown('九个容器全部启动成功', '容器'), '九个[容器]全部启动成功');
  assert.equal(shown('Ёлка', 'ёЛК'), '[Ёлк]а');
  assert.equal(shown('İstanbul İ', 'stan'), 'İ[stan]bul İ');
});

test('a text is text, and nothing in what is looked for is a pattern', () => {
  assert.equal(shown('a.b (c) <b>', '.b ('), 'a[.b (]c) <b>');
  assert.equal(shown('nothing here', 'x'), 'nothing here');
  assert.equal(shown('', 'x'), '');
});

test('of a long text one sees what is around the first match, from the beginning of a word on', () => {
  const text = `${'many words '.repeat(20)}needle${' and more'.repeat(80)}`;
  const line = shown(text, 'needle');
  assert.ok(line.startsWith('…many words ') || line.startsWith('…words '), line.slice(0, 20));
  assert.ok(line.includes('[needle] and more'));
  assert.ok(line.length < 450);
});

test('the lobby is named, since without a place everywhere is meant', () => {
  assert.deepEqual(question('x', LOBBY_ID), { text: 'x', limit: PAGE, room: 'lobby' });
  assert.deepEqual(question('x', 'room/train'), { text: 'x', limit: PAGE, room: 'train' });
  assert.deepEqual(question('x', 'with/B'), { text: 'x', limit: PAGE, target: 'B' });
  assert.deepEqual(question('x', null), { text: 'x', limit: PAGE });
});

test('each message that is found knows its conversation', () => {
  const one = { id: 5, from: 'B', username: 'Bo', message: 'x', date: 3, room: 'train' };
  const priv = { id: 5, from: 'A', username: 'Anna', to: 'B', target: 'Bo', message: 'x', date: 2 };
  const all = hitsOf([one, priv], 'A');
  assert.deepEqual(all.map(({ id, message }) => [id, message.id]), [['room/train', 5], ['with/B', 5]]);
  assert.deepEqual(all.map(hit => otherOf(hit, 'A')), [null, 'Bo']);
});

/** A search of which somebody else answers each question: `answer(messages, next)`, `refuse(problem)`. */
function search() {
  const asked = [];
  const session = {
    request: (event, members) => new Promise((resolve, reject) => asked.push({
      ...members, answer: (ids, next) => resolve({ messages: ids.map(id => ({ id, from: 'B', username: 'Bo', message: 'x', date: id })), more: next !== undefined, next }), refuse: reject,
    })),
  };
  const finding = new Finding({ store: { state: { me: { id: 'A' } } }, session, draw: () => {} });
  return { asked, finding, ids: () => finding.found.hits.map(({ message }) => message.id) };
}

test('the page that follows is the one that the server has named', async () => {
  const { asked, finding, ids } = search();
  const first = finding.ask('x', LOBBY_ID);
  asked[0].answer([9, 8], 'cursor');
  await first;
  const second = finding.more();
  assert.equal(finding.more() instanceof Promise && asked.length, 2, 'it is asked for once');
  const { text, room, next, limit } = asked[1];
  assert.deepEqual([text, room, next, limit], ['x', 'lobby', 'cursor', PAGE]);
  asked[1].answer([7]);
  await second;
  assert.deepEqual(ids(), [9, 8, 7]);
  await finding.more();
  assert.equal(asked.length, 2, 'there is no more');
});

test('a page that cannot be had now leaves what is found, and can be asked for again', async () => {
  const { asked, finding, ids } = search();
  const first = finding.ask('x', null);
  asked[0].answer([9], 'cursor');
  await first;
  const second = finding.more();
  asked[1].refuse({ code: 'LOST' });
  await second;
  assert.deepEqual([ids(), finding.problem, finding.busy], [[9], { code: 'LOST' }, false]);
  finding.more();
  assert.equal(asked[2].next, 'cursor');
});

test('an answer that a later question has overtaken is not shown, nor one that comes after signing out', async () => {
  const { asked, finding, ids } = search();
  const first = finding.ask('x', null);
  const second = finding.ask('y', null);
  asked[1].answer([2]);
  await second;
  asked[0].answer([1]);
  await first;
  assert.deepEqual([ids(), finding.found.asked], [[2], 'y']);
  const third = finding.ask('z', null);
  finding.forget();
  asked[2].answer([3]);
  await third;
  assert.deepEqual(ids(), []);
});

/** A lobby of messages 1 to `last`, of which the page knows the newest 50. */
async function lobbyOf(last) {
  const asked = [];
  const all = Array.from({ length: last }, (_, i) => ({ id: i + 1, from: 'B', username: 'Bo', message: `m${i + 1}`, date: i }));
  const connection = {
    async request(event, { before, after, limit = 50 }) {
      asked.push({ event, before, after, limit });
      if (event === 'join room') return { room: 'lobby', messages: all.slice(-50), gap: false, last, lastRead: last };
      const found = after === undefined ? all.filter(({ id }) => id < (before ?? Infinity)).slice(-limit) : all.filter(({ id }) => id > after).slice(0, limit);
      return { messages: found, more: found.length === limit };
    },
  };
  const store = new Store(reduce, nobody);
  store.dispatch({ type: 'entered', me: { id: 'A', name: 'Anna' }, namespace: '/' });
  const history = new History(store, () => true);
  await history.enter(connection, 'lobby');
  asked.length = 0;
  const conversation = () => store.state.conversations[LOBBY_ID];
  return { asked, conversation, history, connection, reaches: messageId => reach({ store, history, connection, id: LOBBY_ID, messageId }) };
}

test('a message that is there is reached at once, an older one with all in between', async () => {
  const { asked, conversation, reaches } = await lobbyOf(700);
  assert.ok(await reaches(660));
  assert.equal(asked.length, 0);
  assert.ok(await reaches(320));
  assert.equal(asked.length, 2);
  assert.deepEqual([conversation().messages[0].id, conversation().messages.length, conversation().gap], [251, 450, null]);
});

test('far back one leaps, and the gap is shown, and can be filled', async () => {
  const { asked, conversation, reaches, history, connection } = await lobbyOf(5_000);
  assert.ok(await reaches(100));
  assert.equal(asked.length, 11);
  assert.deepEqual(conversation().gap, { after: 124, below: 124 });
  assert.deepEqual([conversation().messages[0].id, conversation().more], [75, true]);
  await history.fill(connection, LOBBY_ID);
  assert.deepEqual([conversation().messages.length, conversation().gap], [4_926, null]);
});

test('what lies in a gap is reached by filling it', async () => {
  const { conversation, reaches } = await lobbyOf(5_000);
  await reaches(100);
  assert.ok(await reaches(2_000));
  assert.equal(conversation().gap, null);
});

test('what was never there is not reached, and the search for it ends', async () => {
  const { reaches } = await lobbyOf(120);
  assert.ok(!await reaches(5_000));
  assert.ok(!await reaches(0));
});
