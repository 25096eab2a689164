import { isAccessRefused } from '../lib/connection/verdict.js';
import { NAME_MAX, ROOM_MAX } from '../lib/people.js';

/** The codes of docs/native-protocol.md as words: what happened, and what one can do. */
const BY_CODE = {
  NAME_EMPTY: 'problem.nameEmpty',
  NAME_TOO_LONG: 'problem.nameTooLong',
  NAME_CHARACTERS: 'problem.nameCharacters',
  NAME_NEEDED: 'problem.nameNeeded',
  NAMESPACE: 'problem.namespace',
  TEXT_EMPTY: 'problem.textEmpty',
  TEXT_TOO_LONG: 'problem.textTooLong',
  TOO_BIG: 'problem.textTooLong',
  TOO_LARGE: 'problem.textTooLong',
  ROOM_NAME: 'problem.roomName',
  ROOM_LIMIT: 'problem.roomLimit',
  NOT_A_MEMBER: 'problem.notAMember',
  NO_SUCH_USER: 'problem.noSuchUser',
  KEY_CHANGED: 'problem.keyChanged',
  NAME_TAKEN: 'problem.nameTaken',
  ROOM_FULL: 'problem.roomFull',
  MUTED: 'problem.muted',
  NO_SUCH_ROOM: 'problem.noSuchRoom',
  NO_SUCH_MESSAGE: 'problem.noSuchMessage',
  NO_SUCH_FILE: 'problem.noSuchFile',
  AUTH_REQUIRED: 'problem.authRequired',
  ROLE_NEEDED: 'problem.notAllowed',
  NOT_ALLOWED: 'problem.notAllowed',
  HISTORY_LATE: 'problem.historyLate',
  INTERNAL: 'close.1011',
  LOST: 'problem.away',
  UNREACHABLE: 'problem.unreachable',
  FULL: 'problem.full',
  QUEUE_FULL: 'problem.queueFull',
};

/** How those are told that only what is loaded later can bring about (chat/later-problems.js). */
export const later = {};

/** One sentence or two about `problem` ({code, retryAfter?}; REFUSED: {close, reason} of the connection); the code itself stands at the end of what we did not expect. */
export function explain(words, problem) {
  const { code, retryAfter, close, reason, max } = problem;
  if (Object.hasOwn(later, code)) return later[code](words, problem);
  if (max) return tooLarge(words, max);
  if (code === 'RATE_LIMITED') return words.say('close.rateLimited', { n: words.number(seconds(retryAfter)) });
  if (code === 'REFUSED') return words.say(aboutClose({ code: close, reason }).says);
  const key = BY_CODE[close === 1013 ? 'FULL' : code];
  return key ? words.say(key, { name: words.number(NAME_MAX), room: words.number(ROOM_MAX) })
    : words.say('problem.unexpected', { code: code ?? '?' });
}

export const tooLarge = (words, max) => words.say('close.tooLarge', { max: words.bytes(max) });

export const seconds = ms => Math.max(1, Math.ceil((ms ?? 1_000) / 1_000));

/** What is said on the line about a closed connection; `reload`: only another page helps. */
const BY_CLOSE = {
  1001: { says: 'close.1012', icon: 'again' },
  1008: { says: 'close.1008', icon: 'alert' },
  1009: { says: 'close.1009', icon: 'broken' },
  1011: { says: 'close.1011', icon: 'broken' },
  1012: { says: 'close.1012', icon: 'again' },
  1013: { says: 'close.1013', icon: 'slow' },
  1003: { says: 'close.1003', icon: 'alert', reload: true },
  1007: { says: 'close.1003', icon: 'alert', reload: true },
  4400: { says: 'close.1003', icon: 'alert', reload: true },
  4401: { says: 'close.4401', icon: 'key' },
  4403: { says: 'close.refused', icon: 'alert' },
  4404: { says: 'close.4404', icon: 'alert' },
  4429: { says: 'close.1008', icon: 'slow' },
  EIO_1: { says: 'close.eio1', icon: 'again' },
  EIO_3: { says: 'close.eio5', icon: 'alert', reload: true },
  EIO_5: { says: 'close.eio5', icon: 'alert', reload: true },
  4408: { says: 'close.4408', icon: 'slow' },
};

const BY_REASON = { kicked: 'close.kicked', banned: 'close.banned', forbidden: 'close.forbidden', 'auth required': 'close.authRequired' };

export function aboutClose({ code, reason }) {
  if (isAccessRefused(code) && BY_REASON[reason]) return { ...BY_CLOSE[code], says: BY_REASON[reason] };
  if (code === 1008 && !reason?.startsWith('rate limit')) return { says: 'close.refused', icon: 'alert' };
  return BY_CLOSE[code] ?? { says: 'line.lost', icon: 'broken' };
}
