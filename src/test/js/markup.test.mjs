import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionsIn, parse, plain } from '../../../webapp/lib/markup.js';

/** A tree in short: b(bold) i(italic) c(code) a(link) @(mention). */
const short = nodes => nodes.map(node => {
  if (typeof node === 'string') return node;
  const inner = node.children ? short(node.children) : node.text ?? node.name;
  return { paragraph: inner, bold: `b(${inner})`, italic: `i(${inner})`, code: `c(${inner})`, link: `a(${inner})`, mention: `@(${inner})`, block: `pre[${node.language}](${inner})` }[node.kind];
}).join('');
const read = (text, names) => short(parse(text, names));

const cases = [
  ['plain text', 'plain text'],
  ['**bold** and *italic* and _italic_ and `code`', 'b(bold) and i(italic) and i(italic) and c(code)'],
  ['**bold with `code` and *more***', 'b(bold with c(code) and i(more))'],
  ['2 * 3 * 4 and snake_case_name and a ** b', '2 * 3 * 4 and snake_case_name and a ** b'],
  ['`**not bold**`', 'c(**not bold**)'],
  ['unclosed **bold and `code', 'unclosed **bold and `code'],
  ['**** ** __ `` @', '**** ** __ `` @'],
  ['<b>&amp;</b><script>', '<b>&amp;</b><script>'],
  ['see https://example.org/a_b_c?x=*1*&y=2.', 'see a(https://example.org/a_b_c?x=*1*&y=2).'],
  ['(https://example.org/a_(b)) and https://example.org, yes', '(a(https://example.org/a_(b))) and a(https://example.org), yes'],
  ['看 https://example.org/路，好', '看 a(https://example.org/路)，好'],
  ['javascript:alert(1) http:// data:x', 'javascript:alert(1) http:// data:x'],
  ['```js\nlet a = "**x**";\n```', 'pre[js](let a = "**x**";)'],
  ['before\n```\ncode\n```\nafter', 'beforepre[](code)after'],
  ['**молча** и _тихо_', 'b(молча) и i(тихо)'],
];

for (const [text, expected] of cases) {
  test(`reads ${JSON.stringify(text)}`, () => assert.equal(read(text), expected));
}

test('a mention is of somebody who is there, the longest name first', () => {
  assert.equal(read('@Anna Köhler, @Anna and @Nobody', ['Anna', 'Anna Köhler']), '@(Anna Köhler), @(Anna) and @Nobody');
});

test('an address of mail is no mention, nor the beginning of a longer word', () => {
  assert.deepEqual(mentionsIn('me@Anna.example @Annabel', ['Anna']), []);
});

test('a Han name may be followed by more Han', () => {
  assert.deepEqual(mentionsIn('@林晓你好 @林', ['林晓', '林']), ['林晓', '林']);
});

test('hostile text of the greatest length is read in no time', () => {
  const begun = performance.now();
  for (const unit of ['**', '*a', '_a ', '`', '```', '@', '[', 'http://', '**a *b ', '(((']) parse(unit.repeat(4_000 / unit.length), ['a', 'b']);
  assert.ok(performance.now() - begun < 1_000, `took ${performance.now() - begun} ms`);
});

test('lines that begin with > are a quote', () => {
  assert.deepEqual(parse('He said:\n> **all** is well\n> and more\nGood.'), [
    { kind: 'paragraph', children: ['He said:'] },
    { kind: 'quote', children: [{ kind: 'bold', children: ['all'] }, ' is well\nand more'] },
    { kind: 'paragraph', children: ['Good.'] },
  ]);
  assert.deepEqual(parse('>:( a > b'), [{ kind: 'paragraph', children: ['>:( a > b'] }]);
});

test('in one line, a text has no marks', () => {
  assert.equal(plain('**All** is `well`,\n> he _said_\n```js\nlet a;\n```'), 'All is well, he said let a;');
});
