import { parse } from '../lib/markup.js';

/**
 * A message's text as DOM nodes, built one by one: whatever somebody writes, it is only ever text.
 * `me` is marked where the text calls it; `copyLabel` names the button of a code block, `copied(text)` is what it does.
 */
export function richText(text, { names, ...context }) {
  const nodes = parse(text, names).map(node => build(node, context));
  return nodes.length > 0 ? nodes : [element('p', { dir: 'auto' }, text)];
}

function build(node, context) {
  if (typeof node === 'string') return document.createTextNode(node);
  const children = () => node.children.map(child => build(child, context));
  switch (node.kind) {
    case 'paragraph': return element('p', { dir: 'auto' }, ...children());
    case 'quote': return element('blockquote', { dir: 'auto' }, ...children());
    case 'bold': return element('strong', {}, ...children());
    case 'italic': return element('em', {}, ...children());
    case 'code': return element('code', { dir: 'ltr' }, node.text);
    case 'link': return element('a', { href: node.address, target: '_blank', rel: 'noopener noreferrer nofollow', dir: 'ltr' }, node.text);
    case 'mention': return element('span', { class: node.name === context.me ? 'at you' : 'at', dir: 'auto' }, `@${node.name}`);
    case 'block': return block(node, context);
    default: throw new Error(`no such kind of text: ${node.kind}`);
  }
}

function block({ language, text }, { copyLabel, copied }) {
  const copy = element('button', { type: 'button', class: 'textbutton' }, copyLabel);
  copy.addEventListener('click', () => copied(text));
  const name = language || 'text';
  return element('figure', { class: 'codeblock' },
    element('figcaption', {}, name, copy),
    element('pre', { tabindex: '0', dir: 'ltr', role: 'region', 'aria-label': name }, element('code', {}, text)));
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
