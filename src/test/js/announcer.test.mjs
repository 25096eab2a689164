import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Announcer } from '../../../webapp/chat/announcer.js';

test('the same words said again are a change, which a screen reader hears', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const element = { textContent: '' };
  const announcer = new Announcer(element, n => `${n} new messages`);
  const heard = new Set();
  for (let turn = 0; turn < 2; turn += 1) {
    announcer.say('Anna: yes');
    t.mock.timers.tick(700);
    heard.add(element.textContent);
  }
  assert.deepEqual([...heard].map(text => text.trim()), ['Anna: yes', 'Anna: yes']);
});

test('messages that come fast are one sentence', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const element = { textContent: '' };
  const announcer = new Announcer(element, n => `${n} new messages`);
  for (const text of ['a', 'b', 'c']) announcer.say(text);
  t.mock.timers.tick(700);
  assert.equal(element.textContent, '3 new messages');
});
