import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const webapp = join(dirname(fileURLToPath(import.meta.url)), '../../../webapp');
const read = path => readFileSync(join(webapp, path), 'utf8');

test('the libraries are the ones the list names, byte for byte', () => {
  const listed = [...read('vendor/README.md').matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)];
  const present = readdirSync(join(webapp, 'vendor'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== 'README.md').length;
  assert.equal(listed.length, present);
  for (const [, sum, file] of listed) {
    assert.equal(createHash('sha256').update(readFileSync(join(webapp, 'vendor', file))).digest('hex'), sum, file);
  }
});

/** Every module the page loads, from `path` on. */
function modules(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, from] of read(path).matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) modules(normalize(join(dirname(path), from)), found);
  return found;
}

test('every module is there, and the page announces each of them, so that none waits for another', () => {
  const loaded = [...modules('chat/main.js')].sort();
  for (const path of loaded) assert.ok(existsSync(join(webapp, path)), path);
  const announced = [...read('index.html').matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, href]) => href).sort();
  assert.deepEqual(announced, loaded.filter(path => path !== 'chat/main.js'));
});

test('what is loaded when it is wanted is there, with all that it needs', () => {
  const later = [...modules('chat/main.js')].flatMap(path =>
    [...read(path).matchAll(/import\('(\.[^']+)'\)/g)].map(([, to]) => normalize(join(dirname(path), to))));
  assert.ok(later.length > 0);
  for (const path of later.flatMap(one => [...modules(one)])) assert.ok(existsSync(join(webapp, path)), path);
});

test('what is there from the beginning does not use the words that come later', () => {
  const later = Object.keys(JSON.parse(read('i18n/later/en.json'))).map(key => key.replace(/\.(one|other)$/, ''));
  const first = [...modules('chat/main.js')].map(read).join('\n');
  assert.deepEqual(later.filter(key => first.includes(`'${key}'`)), []);
});

test('every icon the page shows is drawn', () => {
  const drawn = read('media/icons.svg');
  const sources = readdirSync(join(webapp, 'chat'), { recursive: true }).filter(file => file.endsWith('.js')).map(file => read(`chat/${file}`)).join('\n');
  const shown = new Set([...sources.matchAll(/icon\('([a-z]+)'/g), ...sources.matchAll(/icon: '([a-z]+)'/g)].map(([, name]) => name));
  for (const name of shown) assert.ok(drawn.includes(`id="i-${name}"`), name);
});

test('the first visit costs at most 120 kB, compressed, in every language', () => {
  const files = ['index.html', 'media/icons.svg', ...[...read('index.html').matchAll(/(?:href|src)="([^"#]+\.(?:js|css|svg))"/g)].map(([, path]) => path)];
  const size = path => gzipSync(readFileSync(join(webapp, path))).length;
  const page = [...new Set(files)].reduce((sum, path) => sum + size(path), 0);
  const client = 13_500;                            // the client of Socket.IO 4.8, as the server sends it
  for (const language of ['en', 'ru', 'zh']) {
    const all = page + size(`i18n/${language}.json`) + client;
    assert.ok(all <= 120_000, `${language}: ${all} bytes`);
  }
});
