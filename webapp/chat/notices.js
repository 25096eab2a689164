import { plain } from '../lib/markup.js';
import { isRoom } from './conversation.js';
import { explain } from './problems.js';
import { nameOf } from './state.js';

/** What the session tells in passing, as words for a toast. */
export function noticeText(words, { what, problem, ...detail }) {
  switch (what) {
    case 'renamed': return words.say('signin.renamed', detail);
    case 'otherTab': return words.say('signin.otherTab', detail);
    case 'late': return `${words.say('empty.history')} ${words.say('empty.historyMore')}`;
    case 'full': return words.say('problem.queueFull');
    case 'roomLost': return words.say('problem.roomLost', { room: detail.room, why: explain(words, problem) });
    default: return explain(words, problem);
  }
}

/** What a screen reader says about a message: all in the open conversation; elsewhere only what is meant for one. */
export function heardText(words, state, { id, message }) {
  const said = words.say('log.heard', { name: message.name, text: plain(message.text) || (message.file?.name ?? '') });
  if (id === state.open) return said;
  return message.callsMe || !isRoom(id) ? words.say('log.heardElsewhere', { room: nameOf(state, id), said }) : null;
}
