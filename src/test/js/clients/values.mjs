/** What is sent, and how what came back is compared. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

const controlCharacters = String.fromCharCode(...Array(32).keys());

export const strings = [
  '',
  ' ',
  '"quotes" and \'quotes\'',
  'back\\slashes \\ \\n \\" \\\\',
  controlCharacters,
  '\u007f\u0080\u009f\u00a0\u00ad',
  '\u2028 and \u2029',
  '\ufeff\ufffd\uffff',
  'Grüße, Привет, שלום, नमस्ते',
  '你好，世界 𠀋 𪚥',
  '😀 👩‍👩‍👧‍👦 🇨🇭',
  '</script><!-- & &amp; %20 +',
  '[1,2]', '{"a":1}', '51-["x"]', 'bAQID', '15:42["x"]',
];

export const numbers = [
  0, 1, -1, 7, 255, 256, 65_536, 2_147_483_647, 2_147_483_648, -2_147_483_649,
  Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 12_345_678_901_234_567_890,
  0.1, -0.5, 1.5, 3.141592653589793, 1e21, 1e300, -1e300, 1e-300, 5e-324, Number.MAX_VALUE,
];

const nested = (depth, leaf) => depth === 0 ? leaf : { deeper: [nested(depth - 1, leaf)] };

export const values = {
  'null': null,
  'true': true,
  'false': false,
  'an empty array': [],
  'an empty object': {},
  'numbers': numbers,
  'strings': strings,
  'an array of arrays': [[], [[]], [[1], [2, [3, null]]]],
  'an object with odd keys': {
    '': 1, ' ': 2, '"': 3, '\\': 4, '\n': 5, '键': 6, '😀': 7, 'a.b': 8, 'length': 9, 'toString': 10, 'constructor': 11, '_placeholder': false, 'num': 12,
  },
  'objects within arrays within objects, forty deep': nested(40, { leaf: [null, true, 0] }),
};

/** Bytes that are no text, the same each time. */
export function bytes(length) {
  const buffer = Buffer.alloc(length);
  for (let i = 0; i < length; i++) buffer[i] = (i * 31 + (i >> 8) * 17 + 255) & 0xff;
  return buffer;
}

/** Equal, whatever kind of binary a client of that version hands out; large values are reported by their digest. */
export function same(actual, expected, message) {
  assert.deepEqual(readable(actual), readable(expected), message);
}

function readable(value) {
  if (value instanceof ArrayBuffer) return digest('binary', Buffer.from(value));
  if (ArrayBuffer.isView(value)) return digest('binary', Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  if (typeof value === 'string' && value.length > 10_000) return digest('text', value);
  if (Array.isArray(value)) return value.map(readable);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readable(member)]));
  }
  return value;
}

const digest = (kind, content) =>
  ({ [kind]: createHash('sha256').update(content).digest('hex'), length: content.length });
