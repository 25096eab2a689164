import { mentionsIn } from '../lib/markup.js';

/**
 * The messages of one conversation, in the order of their ids, each once. Pure.
 *
 * A message: {key, id, from, name, text, date, changed, own, calls, callsMe} and, as docs/chat.md has them, edited, deleted,
 * replyTo, reactions, nonce, file. `key` stays the same from the moment it is written. The number of a message is that of
 * its last change.
 */
export const numberOf = message => message.changed ?? message.id;

export const greatest = messages => messages.reduce((most, message) => Math.max(most, numberOf(message)), 0);

/** A message from the server as the page keeps it; `names()` are those that may be called in it. */
export function kept({ username, message, ...more }, me, names) {
  const text = message ?? '';
  const own = more.from === me.id;
  const calls = text.includes('@') ? mentionsIn(text, names()) : [];
  const { id, nonce, from, date, changed, edited, deleted, replyTo, reactions, file } = more;
  return {
    key: nonce ?? `m${id}`, id, from, name: username, text, date, changed, edited, deleted, replyTo, reactions, nonce, file,
    own, calls, callsMe: !own && calls.includes(me.name),
  };
}

/** The same list if there is nothing new in it. A message is replaced by later ones of itself only. */
export function merged(messages, news) {
  const fresh = news.filter(message => {
    const had = find(messages, message.id);
    return !had || numberOf(had) < numberOf(message);
  });
  if (fresh.length === 0) return messages;
  const byId = new Map(fresh.toSorted((a, b) => numberOf(a) - numberOf(b)).map(message => [message.id, message]));
  const added = [...byId.values()].filter(({ id }) => !find(messages, id)).sort((a, b) => a.id - b.id);
  const replaced = added.length < byId.size
    ? messages.map(message => (byId.has(message.id) ? { ...byId.get(message.id), key: message.key } : message)) : messages;
  if (added.length === 0) return replaced;
  if (replaced.length === 0 || replaced.at(-1).id < added[0].id) return [...replaced, ...added];
  return [...replaced, ...added].sort((a, b) => a.id - b.id);
}

/** By binary search, as there may be many. */
export function find(messages, id) {
  const at = indexAfter(messages, id - 1);
  return messages[at]?.id === id ? messages[at] : undefined;
}

/** The place of the first message with an id greater than that. */
export function indexAfter(messages, id) {
  let from = 0;
  let to = messages.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (messages[middle].id > id) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** What others have said after a message: {unread, mentions}. */
export function unreadAfter(messages, id) {
  const others = messages.slice(indexAfter(messages, id)).filter(message => !message.own && !message.deleted);
  return { unread: others.length, mentions: others.filter(message => message.callsMe).length };
}
