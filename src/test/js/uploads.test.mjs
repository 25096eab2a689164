import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY_ID } from '../../../webapp/chat/conversation.js';
import { problemWithFile } from '../../../webapp/chat/files/accepting.js';
import { upload } from '../../../webapp/chat/files/upload.js';
import { Uploads } from '../../../webapp/chat/files/uploads.js';
import { fit } from '../../../webapp/chat/fit.js';
import { nobody, reduce } from '../../../webapp/chat/state.js';
import { Store } from '../../../webapp/lib/store.js';
import { VirtualClock, settled } from './fakes.mjs';

const LIMITS = { maxBytes: 1_000, types: ['image/*', 'text/plain'] };
const text = (name, size = 1) => ({ name, size, type: 'text/plain' });
const pending = store => store.state.conversations[LOBBY_ID].pending;

/** Uploads that arrive, or break, when told; what they carry to the conversation is in `carried`. */
function desk() {
  const store = new Store(reduce, nobody);
  store.dispatch({ type: 'entered', me: { id: 'A', name: 'Anna' }, namespace: '/' });
  const connects = phase => store.dispatch({ type: 'line', status: { phase } });
  connects('connected');
  const carried = [];
  const left = [];
  const session = { lifeline: new EventTarget(), bearer: async () => 'secret', carry: (id, key, file) => carried.push(file.name), carries: entries => { left.push(entries); } };
  const requests = [];
  const carry = request => {
    const one = { ...request, isCancelled: false };
    const done = new Promise((resolve, reject) => {
      one.arrives = () => { resolve({ id: `id-${request.file.name}`, name: request.file.name }); return settled(); };
      one.breaks = problem => { reject(problem); return settled(); };
    });
    requests.push(one);
    return { done, cancel: () => { one.isCancelled = true; one.breaks({ code: 'CANCELLED' }); } };
  };
  const freed = [];
  const leave = async ({ key, answer }) => { freed.push(`${answer.id} ${key}`); throw { code: 'LOST' }; };
  const clock = new VirtualClock();
  const uploads = new Uploads({ store, session, changed: () => {}, limits: () => LIMITS, carry, leave, measure: async () => ({}), clock });
  return { store, session, connects, carried, left, requests, freed, uploads, clock };
}

test('a file is sent as soon as it is attached, to where it was attached, and said when somebody presses Send', async () => {
  const { uploads, requests, carried, store } = desk();
  uploads.add(LOBBY_ID, [text('notes.txt')]);
  await settled();
  assert.equal(new URL(requests[0].address).search, '?namespace=%2F&name=notes.txt');
  assert.equal(requests[0].key, 'secret');
  await requests[0].arrives();
  assert.deepEqual(carried, []);
  assert.ok(uploads.send(LOBBY_ID, 'look'));
  assert.deepEqual(carried, ['notes.txt']);
  assert.deepEqual(pending(store).map(one => one.text), ['look']);
  assert.ok(!uploads.has(LOBBY_ID));
});

test('what has arrived and is taken back is taken back from the server, and what is said is not', async () => {
  const { uploads, requests, freed } = desk();
  uploads.add(LOBBY_ID, [text('one'), text('two'), text('three')]);
  await settled();
  await requests[0].arrives();
  await requests[1].arrives();
  const [one, , three] = uploads.attached(LOBBY_ID);
  uploads.discard(one.key);
  uploads.discard(three.key);
  uploads.send(LOBBY_ID, '');
  await settled();
  assert.deepEqual(freed, ['id-one secret']);
});

test('what is said before it has arrived goes out in order, the text with the first', async () => {
  const { uploads, requests, carried, store } = desk();
  uploads.add(LOBBY_ID, [text('one'), text('two')]);
  uploads.send(LOBBY_ID, 'both', { replyTo: 7 });
  assert.deepEqual(pending(store).map(one => [one.text, one.replyTo, one.file.name]), [['both', 7, 'one'], ['', undefined, 'two']]);
  await settled();
  assert.equal(requests.length, 1, 'one after the other');
  await requests[0].arrives();
  await requests[1].arrives();
  assert.deepEqual(carried, ['one', 'two']);
});

test('too large and of the wrong kind is said at once, and never sent', async () => {
  const { uploads, requests } = desk();
  uploads.add(LOBBY_ID, [text('huge', 1_001), { name: 'page.html', size: 1, type: 'text/html' }]);
  await settled();
  assert.deepEqual(uploads.attached(LOBBY_ID).map(one => one.problem.code), ['FILE_TOO_LARGE', 'FILE_TYPE']);
  assert.equal(requests.length, 0);
  assert.ok(!uploads.send(LOBBY_ID, 'only this'));
});

test('away, files wait, and go when the connection is back', async () => {
  const { uploads, requests, session, connects, carried } = desk();
  connects('waiting');
  uploads.add(LOBBY_ID, [text('notes')]);
  uploads.send(LOBBY_ID, '');
  await settled();
  assert.equal(requests.length, 0);
  connects('connected');
  session.lifeline.dispatchEvent(new Event('up'));
  await settled();
  await requests[0].arrives();
  assert.deepEqual(carried, ['notes']);
});

test('a way that breaks is tried again, and then it is said', async () => {
  const { uploads, requests, clock } = desk();
  uploads.add(LOBBY_ID, [text('notes')]);
  for (let n = 0; n < 3; n += 1) {
    await clock.advance(2_000);
    await requests[n].breaks({ code: 'LOST' });
  }
  const [item] = uploads.attached(LOBBY_ID);
  assert.deepEqual([item.status, item.problem.code], ['failed', 'LOST']);
  uploads.retry(item.key);
  await settled();
  await requests[3].arrives();
  assert.equal(uploads.attached(LOBBY_ID)[0].status, 'done');
});

test('the server says when it has a place again', async () => {
  const { uploads, requests, clock } = desk();
  uploads.add(LOBBY_ID, [text('notes')]);
  await settled();
  await requests[0].breaks({ code: 'BUSY', retryAfter: 5_000 });
  await clock.advance(4_999);
  assert.equal(requests.length, 1);
  await clock.advance(1);
  assert.equal(requests.length, 2);
});

test('what is taken back is stopped, and holds nobody up', async () => {
  const { uploads, requests, carried, store } = desk();
  uploads.add(LOBBY_ID, [text('one'), text('two')]);
  uploads.send(LOBBY_ID, '');
  await settled();
  uploads.discard(pending(store)[0].key);
  await settled();
  assert.ok(requests[0].isCancelled);
  await requests[1].arrives();
  assert.deepEqual(carried, ['two']);
  assert.deepEqual(pending(store).map(one => one.file.name), ['two']);
});

test('a message that is refused because the server has lost its file is sent with the file anew', async () => {
  const { uploads, requests, carried, store } = desk();
  uploads.add(LOBBY_ID, [text('notes')]);
  uploads.send(LOBBY_ID, 'read this');
  await settled();
  await requests[0].arrives();
  const { key } = pending(store)[0];
  assert.ok(!uploads.again(LOBBY_ID, key), 'not for another reason');
  store.dispatch({ type: 'delivery', id: LOBBY_ID, key, file: { id: 'id-notes' }, status: 'failed', problem: { code: 'NO_SUCH_FILE' } });
  assert.ok(uploads.again(LOBBY_ID, key));
  await settled();
  await requests[1].arrives();
  assert.deepEqual(carried, ['notes', 'notes']);
  assert.deepEqual(pending(store).map(one => one.text), ['read this']);
});

test('what is not there yet is told to whoever keeps what failed, and is no more when it has arrived', async () => {
  const { uploads, requests, left } = desk();
  uploads.add(LOBBY_ID, [text('notes'), text('huge', 1_001)]);
  assert.deepEqual(left.at(-1).map(({ id, text, file, problem }) => [id, text, file.name, problem.code]), [[LOBBY_ID, '', 'notes', 'FILE_LEFT']]);
  uploads.send(LOBBY_ID, 'read this', { replyTo: 7 });
  assert.deepEqual(left.at(-1).map(({ text, replyTo }) => [text, replyTo]), [['read this', 7]]);
  await settled();
  const times = left.length;
  requests[0].progress(0.5);
  assert.equal(left.length, times, 'not at every step');
  await requests[0].arrives();
  assert.deepEqual(left.at(-1), []);
});

test('a message whose file was lost with the page is said with the file that is chosen for it, if that can be sent', async () => {
  const { uploads, requests, carried, store } = desk();
  const entry = { key: 'k', text: 'read this', date: 1, file: { name: 'notes' }, status: 'failed', problem: { code: 'FILE_LEFT' } };
  store.dispatch({ type: 'composed', id: LOBBY_ID, message: entry });
  uploads.instead({ id: LOBBY_ID, key: 'k' }, [text('huge', 1_001)]);
  assert.deepEqual(pending(store).map(({ key }) => key), ['k'], 'it stays');
  uploads.instead({ id: LOBBY_ID, key: 'k' }, [text('notes'), text('more')]);
  await settled();
  await requests[0].arrives();
  await requests[1].arrives();
  assert.deepEqual(pending(store).map(one => one.text), ['read this', '']);
  assert.deepEqual(carried, ['notes', 'more']);
});

test('who leaves a room leaves behind what was attached there', async () => {
  const { uploads, requests, store } = desk();
  store.dispatch({ type: 'awaited', id: 'room/train' });
  uploads.add('room/train', [text('notes')]);
  await settled();
  store.dispatch({ type: 'left', room: 'train' });
  assert.ok(requests[0].isCancelled);
  assert.equal(uploads.attached('room/train').length, 0);
});

test('types are accepted by name, by family, or all', () => {
  const problem = (type, types) => problemWithFile({ size: 0, type }, { maxBytes: 0, types });
  assert.equal(problem('image/png', ['image/*']), null);
  assert.equal(problem('Text/Plain; charset=x', ['text/plain']), null);
  assert.equal(problem('', ['*']), null);
  assert.equal(problem('', ['text/plain']), 'FILE_TYPE');
  assert.equal(problem('imagery/png', ['image/*']), 'FILE_TYPE');
  assert.equal(problemWithFile({ size: 9e9, type: '' }, null), null, 'the server will say');
});

test('a picture is as large as it is, but fits', () => {
  assert.deepEqual(fit({ width: 16, height: 16 }), { width: 16, height: 16 });
  assert.deepEqual(fit({ width: 1_600, height: 900 }), { width: 320, height: 180 });
  assert.deepEqual(fit({ width: 1, height: 10_000 }), { width: 1, height: 240 });
});

/** The browser's XMLHttpRequest, as far as an upload needs it. */
class FakeRequest {
  static last = null;
  upload = {};
  headers = {};

  constructor() {
    FakeRequest.last = this;
  }

  open(method, address) {
    this.opened = `${method} ${address}`;
  }

  setRequestHeader(name, value) {
    this.headers[name] = value;
  }

  send(body) {
    this.body = body;
  }

  abort() {
    this.onabort();
  }

  answers(status, body) {
    Object.assign(this, { status, responseText: body });
    this.onload();
  }
}

async function answered(status, body) {
  const { done } = upload({ address: '/api/files', key: 'k', file: text('a'), progress: () => {} }, { Request: FakeRequest });
  FakeRequest.last.answers(status, body);
  return done.catch(problem => problem);
}

test('an upload carries the key, tells how far it is, and can be cancelled', async () => {
  const shares = [];
  const { done, cancel } = upload({ address: '/api/files', key: 'k', file: text('a'), progress: share => shares.push(share) }, { Request: FakeRequest });
  const { last } = FakeRequest;
  assert.deepEqual([last.opened, last.headers.Authorization, last.headers['Content-Type']], ['POST /api/files', 'Bearer k', 'text/plain']);
  last.upload.onprogress({ loaded: 1, total: 4 });
  assert.deepEqual(shares, [0.25]);
  cancel();
  await assert.rejects(done, { code: 'CANCELLED' });
});

test('a refusal is the server’s code, or what the status means when somebody else has answered', async () => {
  assert.deepEqual(await answered(201, '{"id":"x"}'), { id: 'x' });
  assert.deepEqual(await answered(503, '{"error":{"code":"BUSY","retryAfter":2000}}'), { code: 'BUSY', retryAfter: 2_000, status: 503 });
  assert.equal((await answered(413, '<html>')).code, 'FILE_TOO_LARGE');
  assert.equal((await answered(502, '<html>')).code, 'LOST');
});
