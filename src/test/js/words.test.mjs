import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { explain } from '../../../webapp/chat/problems.js';
import { LANGUAGES, Words, choose } from '../../../webapp/lib/i18n.js';

const webapp = join(dirname(fileURLToPath(import.meta.url)), '../../../webapp');
const texts = name => JSON.parse(readFileSync(join(webapp, `i18n/${name}.json`), 'utf8'));
const messages = Object.fromEntries(Object.keys(LANGUAGES).map(language => [language, { ...texts(language), ...texts(`later/${language}`) }]));
const FORMS = /\.(zero|one|two|few|many|other)$/;
/** The key as the pages write it: without the plural form, if it is one of a plural. */
const asked = (texts, key) => (`${key.replace(FORMS, '')}.other` in texts ? key.replace(FORMS, '') : key);
const plain = language => [...new Set(Object.keys(messages[language]).map(key => asked(messages[language], key)))].sort();
const placeholders = text => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

const sources = ['chat', 'chat/account', 'chat/files', 'chat/notify', 'chat/search', 'lib', 'lib/connection'].flatMap(folder => readdirSync(join(webapp, folder))
  .filter(file => file.endsWith('.js')).map(file => readFileSync(join(webapp, folder, file), 'utf8'))).join('\n');

test('every language says the same things', () => {
  for (const language of Object.keys(LANGUAGES)) assert.deepEqual(plain(language), plain('en'), language);
});

test('what is said from the beginning, and what comes later, is the same in every language', () => {
  for (const language of Object.keys(LANGUAGES)) {
    const first = texts(language);
    const later = texts(`later/${language}`);
    assert.deepEqual(Object.keys(first).filter(key => key in later), []);
    const inEnglish = texts('later/en');
    assert.deepEqual(Object.keys(later).filter(key => !(key in inEnglish) && !(key.replace(FORMS, '.other') in inEnglish)), [], language);
  }
});

test('every plural has exactly the forms its language needs', () => {
  for (const [language, texts] of Object.entries(messages)) {
    const needed = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    for (const key of plain(language).filter(plural => `${plural}.other` in texts)) {
      const has = Object.keys(texts).filter(form => asked(texts, form) === key).map(form => FORMS.exec(form)[1]).sort();
      assert.deepEqual(has, needed, `${language} ${key}`);
    }
  }
});

test('every language fills in the same values', () => {
  for (const [language, texts] of Object.entries(messages)) {
    for (const [key, text] of Object.entries(texts)) {
      const english = messages.en[key] ?? messages.en[key.replace(FORMS, '.other')];
      const optional = FORMS.test(key) ? ['n'] : [];      // "one person" may do without the number
      const named = names => names.filter(name => !optional.includes(name));
      assert.deepEqual(named(placeholders(text)), named(placeholders(english)), `${language} ${key}`);
    }
  }
});

test('every word the pages use is there, and none is there for nothing', () => {
  const used = new Set([...sources.matchAll(/'([a-z0-9]+(?:\.[A-Za-z0-9]+)+)'/g)].map(([, key]) => key));
  const known = plain('en');
  const missing = [...used].filter(key => !known.includes(key) && known.some(other => other.split('.')[0] === key.split('.')[0]));
  assert.deepEqual(missing, [], 'used, but not in i18n/');
  assert.deepEqual(known.filter(key => !used.has(key)), [], 'in i18n/, but not used');
});

test('counts take the form of their number', () => {
  const ru = new Words('ru', messages.ru);
  assert.deepEqual([1, 2, 5, 21, 111].map(n => ru.count('log.newMessages', n)),
    ['1 новое сообщение', '2 новых сообщения', '5 новых сообщений', '21 новое сообщение', '111 новых сообщений']);
});

test('values go where the language wants them, also when they are more than text', () => {
  const words = new Words('en', { greet: '{a}, meet {b}.' });
  const b = { not: 'text' };
  assert.deepEqual(words.parts('greet', { a: 'Anna', b }), ['', 'Anna', ', meet ', b, '.']);
});

test('too large says how large it may be, if that is known', () => {
  const said = (language, problem) => explain(new Words(language, messages[language]), problem);
  const problem = { code: 'TOO_BIG', max: 1_000_000 };
  assert.deepEqual(['en', 'ru', 'zh'].map(language => said(language, problem)),
    ['The message is too large (limit 1 MB).', 'Сообщение слишком большое (не больше 1 МБ).', '消息过大（上限 1 MB）。']);
  assert.equal(said('en', { code: 'TOO_BIG' }), 'It is longer than the server allows.');
});

test('an unknown key shows itself', () => {
  assert.equal(new Words('en', {}).say('no.such'), 'no.such');
});

test('the language is the saved one, else the first of the browser’s we speak, else English', () => {
  assert.equal(choose(['zh', 'en-US']), 'zh');
  assert.equal(choose([null, 'de-DE', 'ru-RU', 'en']), 'ru');
  assert.equal(choose([null, 'fr']), 'en');
  assert.equal(choose(['toString']), 'en');
});
