/**
 * The little formatting a message can have, read into a tree; nothing here knows about HTML or the DOM.
 *
 *   ```lang⏎ code ⏎```   `code`   **bold**   *italic* or _italic_   > quote   https://…   @Name (of somebody in `names`)
 *
 * A node is a string or {kind, …}: `block` {language, text}, `paragraph` / `quote` / `bold` / `italic` {children}, `code` {text},
 * `link` {address, text}, `mention` {name}.
 */
const FENCE = /```([\w+#.-]{0,20})[ \t]*\n([\s\S]*?)\n?```|```([^\n]+?)```/g;
const DEEPEST = 3;

export function parse(text, names = []) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(FENCE)) {
    paragraph(nodes, text.slice(from, found.index), names);
    nodes.push({ kind: 'block', language: found[1] ?? '', text: found[2] ?? found[3] });
    from = found.index + found[0].length;
  }
  paragraph(nodes, text.slice(from), names);
  return nodes;
}

/** Lines that begin with `> `, as many as follow each other. */
const QUOTE = /^((?:> [^\n]*(?:\n|$))+)/m;

function paragraph(nodes, text, names) {
  text.split(QUOTE).forEach((part, i) => {
    const isQuote = i % 2 === 1;
    const trimmed = (isQuote ? part.replace(/^> /gm, '') : part).replace(/^\n+|\s+$/g, '');
    if (trimmed !== '') nodes.push({ kind: isQuote ? 'quote' : 'paragraph', children: inline(trimmed, names, 0) });
  });
}

const MARKS = [
  { at: /`([^`\n]+)`/y, make: ([, text]) => ({ kind: 'code', text }) },
  { at: /\*\*(?=[^\s*])((?:[^\n]|\n(?!\n))*?[^\s])\*\*(?!\*)/y, make: ([, text], inside) => ({ kind: 'bold', children: inside(text) }) },
  { at: /\*(?=[^\s*])([^*\n]*[^\s*])\*(?!\w)/y, make: ([, text], inside) => ({ kind: 'italic', children: inside(text) }) },
  { at: /_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/uy, alone: true, make: ([, text], inside) => ({ kind: 'italic', children: inside(text) }) },
];
const INTERESTING = /[`*_@]|https?:\/\//g;
const ADDRESS = /https?:\/\/[^\s<>"“”«»，。；！？、（）《》]+/y;

function inline(text, names, depth) {
  const nodes = [];
  let plain = 0;
  let at = 0;
  const take = (node, end) => {
    if (at > plain) nodes.push(text.slice(plain, at));
    nodes.push(node);
    plain = at = end;
  };
  while (at < text.length) {
    INTERESTING.lastIndex = at;
    const next = INTERESTING.exec(text);
    if (!next) break;
    at = next.index;
    const [node, end] = read(text, at, names, depth) ?? [];
    if (node) take(node, end);
    else at += 1;
  }
  if (plain < text.length) nodes.push(text.slice(plain));
  return nodes;
}

function read(text, at, names, depth) {
  if (text[at] === 'h') return link(text, at);
  if (text[at] === '@') return mention(text, at, names);
  if (depth >= DEEPEST) return null;
  const afterWord = at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]);
  for (const { at: pattern, alone, make } of MARKS) {
    if (alone && afterWord) continue;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return [make(found, inner => inline(inner, names, depth + 1)), at + found[0].length];
  }
  return null;
}

function link(text, at) {
  if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1])) return null;
  ADDRESS.lastIndex = at;
  const found = ADDRESS.exec(text);
  if (!found) return null;
  const address = withoutTail(found[0]);
  try {
    new URL(address);
  } catch {
    return null;
  }
  return [{ kind: 'link', address, text: address }, at + address.length];
}

/** The full stop after an address, or the bracket around it, is the sentence's. */
function withoutTail(address) {
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1];
    if (last === ')') {
      const inside = address.slice(0, end);
      if (inside.split('(').length >= inside.split(')').length) break;
    } else if (!/[.,:;!?'*_~\]}]/.test(last)) break;
  }
  return address.slice(0, end);
}

function mention(text, at, names) {
  const name = nameAt(text, at, names);
  return name === null ? null : [{ kind: 'mention', name }, at + 1 + name.length];
}

function nameAt(text, at, names) {
  if (at > 0 && /[\p{L}\p{N}_.]/u.test(text[at - 1])) return null;
  let best = null;
  for (const name of names) {
    if (!text.startsWith(name, at + 1) || (best !== null && best.length >= name.length)) continue;
    const after = text.slice(at + 1 + name.length, at + 3 + name.length);
    // Chinese has no spaces: a Han name may be followed by more Han at once.
    if (/^[\p{L}\p{N}_]/u.test(after) && !/\p{Script=Han}$/u.test(name)) continue;
    best = name;
  }
  return best;
}

/** The text in one line, without its marks: for a quote, a notification, a voice. */
export function plain(text) {
  return parse(text).map(flat).join(' ').replace(/\s+/g, ' ').trim();
}

function flat(node) {
  if (typeof node === 'string') return node;
  return node.children ? node.children.map(flat).join('') : node.text;
}

/** Which of `names` the text calls, each once. */
export function mentionsIn(text, names) {
  const called = new Set();
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const name = nameAt(text, at, names);
    if (name !== null) called.add(name);
  }
  return [...called];
}
