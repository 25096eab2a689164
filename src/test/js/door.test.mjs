import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Door } from '../../../webapp/chat/door.js';
import { FakeStorage } from './fakes.mjs';

const words = { say: key => key, number: String };
const wanted = { name: 'Anna', namespace: '/club' };
const refusing = refusal => async () => { throw refusal; };

beforeEach(() => Object.assign(globalThis, { localStorage: new FakeStorage(), document: { getElementById: () => null } }));

/** A door of a server that has accounts, behind which a namespace says no. */
function door(refusal, account = null) {
  const told = [];
  const session = { account, signIn: refusing(refusal), signOut: () => told.push('signed out') };
  const signing = { way: null, ways: { accounts: true }, offer: async () => told.push('asked for an account') };
  return { told, session, door: new Door({ session, words: () => words, signing, changed: () => {} }) };
}

test('a guest who has to sign in is asked for an account, and told why', async () => {
  const { door: one, told } = door({ code: 'REFUSED', close: 4401, reason: 'auth required' });
  assert.equal(await one.enter(wanted), false);
  assert.deepEqual([told, one.problem, one.namespace, one.busy],
    [['asked for an account'], { field: 'form', text: 'close.authRequired' }, '/club', false]);
});

test('who may not come in as who they are is told so, and can choose another namespace', async () => {
  const { door: one } = door({ code: 'REFUSED', close: 4403, reason: 'forbidden' });
  assert.equal(await one.enter(wanted), false);
  assert.deepEqual([one.forbidden, one.problem], ['/club', null]);
  Object.assign(globalThis, { document: { getElementById: () => ({ focus: () => {} }) }, location: {}, history: { replaceState: () => {} } });
  one.back();
  assert.deepEqual([one.forbidden, one.namespace], [null, '/']);
});

test('who comes in as somebody else is signed out first', async () => {
  const { door: one, told } = door({ code: 'REFUSED', close: 4403, reason: 'forbidden' }, {});
  await one.turnAway({ reason: 'forbidden', namespace: '/club' });
  one.another();
  assert.deepEqual([told, one.forbidden, one.namespace], [['signed out', 'asked for an account'], null, '/club']);
});

test('somebody who is banned is told so, and so is somebody whose sign-in has expired', async () => {
  const said = [];
  for (const [close, reason] of [[4403, 'banned'], [4401, 'auth expired']]) {
    const { door: one } = door({ code: 'REFUSED', close, reason });
    await one.enter(wanted);
    said.push(one.problem.text);
  }
  assert.deepEqual(said, ['close.banned', 'close.4401']);
});
