/** What a name looks like and which names may be taken; the server has the last word (docs/native-protocol.md). */
export const NAME_MAX = 40;
export const ROOM_MAX = 60;
export const TOPIC_MAX = 250;
const VOICES = 10;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The letter on a person's seal. */
export function initial(name) {
  for (const { segment } of segmenter.segment(name.trim())) return segment.toLocaleUpperCase();
  return '·';
}

/** One of ten hues, from the name alone: the same on every page and day (FNV-1a over code points). */
export function voice(name) {
  let hash = 0x811c9dc5;
  for (const character of name.normalize('NFC')) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  return ((hash ^ hash >>> 15) >>> 0) % VOICES;
}

/** How many characters a person would count, near enough: code points. */
export function lengthOf(text) {
  return [...text].length;
}

/** Why `name` cannot be a person's name, as a code of the protocol; null when it can. */
export function problemWithName(name) {
  if (name.trim() === '') return 'NAME_EMPTY';
  if (lengthOf(name.trim()) > NAME_MAX) return 'NAME_TOO_LONG';
  return UNFIT.test(name) ? 'NAME_CHARACTERS' : null;
}

export function problemWithRoom(name) {
  const length = lengthOf(name.trim());
  return length === 0 || length > ROOM_MAX || UNFIT.test(name) ? 'ROOM_NAME' : null;
}

/** Controls and direction overrides: with them a name could pretend to be another. */
const UNFIT = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
