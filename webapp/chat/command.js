/** What is a command among what people write; what it does is in chat/commands.js. Pure. */
const COMMAND = /^\/(\p{L}+)(?:\s+([\s\S]+))?$/u;

/** {name, rest}, or null when the text is nothing but a text: `/usr/bin` is one, and so is what begins with two slashes. */
export function commandIn(text) {
  const found = COMMAND.exec(text);
  return found && { name: found[1].toLowerCase(), rest: found[2]?.trim() ?? '' };
}

/** A text that begins with two slashes begins with one. */
export function withoutEscape(text) {
  return text.startsWith('//') ? text.slice(1) : text;
}
