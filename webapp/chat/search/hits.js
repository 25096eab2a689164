import { LOBBY_ID, conversationOf, isRoom, keyOf, placeOf } from '../conversation.js';

/** What a search brings, page by page. Pure. */
export const PAGE = 20;

/** The request for a page; `where` is a conversation, or null for everywhere, `next` what the page before said of this one. */
export function question(text, where, next) {
  return { text, limit: PAGE, ...placeToSearch(where), ...(next === undefined ? {} : { next }) };
}

/** Without a place everywhere is meant, so the lobby is named. */
function placeToSearch(where) {
  if (where === null) return {};
  return where === LOBBY_ID ? { room: keyOf(where) } : placeOf(where);
}

/** Messages as {key, id (of the conversation), message}. */
export function hitsOf(messages, me) {
  return messages.map(message => {
    const id = conversationOf(message, me);
    return { key: `${id} ${message.id}`, id, message };
  });
}

/** Who is on the other side of a private conversation, by what was said in it. */
export function otherOf({ id, message }, me) {
  if (isRoom(id)) return null;
  return message.from === me ? message.target : message.username;
}

const BEFORE = 40;
const FAR = 70;
const LONGEST = 400;

/** A text as [{text, isMatch}], from near its first match on; without regard to case, as the server compares. */
export function pieces(text, query) {
  const line = text.replace(/\s+/g, ' ').trim();
  const wanted = fold(query.replace(/\s+/g, ' ').trim());
  const first = wanted === '' ? -1 : fold(line).indexOf(wanted);
  const shown = first > FAR ? `…${line.slice(startOfWord(line, first - BEFORE), first - BEFORE + LONGEST)}` : line.slice(0, LONGEST);
  return marked(shown, wanted);
}

function marked(text, wanted) {
  const folded = fold(text);
  const result = [];
  let from = 0;
  for (let at = wanted === '' ? -1 : folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, from)) {
    if (at > from) result.push({ text: text.slice(from, at), isMatch: false });
    from = at + wanted.length;
    result.push({ text: text.slice(at, from), isMatch: true });
  }
  if (from < text.length) result.push({ text: text.slice(from), isMatch: false });
  return result;
}

/** A word cut in two is hard to read; in Chinese there are no spaces, and nothing is cut. */
function startOfWord(line, at) {
  const space = line.indexOf(' ', at);
  return space >= 0 && space < at + BEFORE / 2 ? space + 1 : at;
}

/** As long as before, so that places in the one are places in the other. */
function fold(text) {
  return Array.from(text, character => {
    const lower = character.toLowerCase();
    return lower.length === character.length ? lower : character;
  }).join('');
}
