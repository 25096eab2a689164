/**
 * A conversation's messages as the rows of the log: {kind: 'day' | 'fresh' | 'away' | 'message', key, …}.
 * A message of the same author within five minutes continues the one above it.
 */
const TOGETHER = 5 * 60_000;

export function rows(messages, fresh = null) {
  const result = [];
  let above = null;
  let day = null;
  for (const message of messages) {
    if (message.kind === 'away') {
      result.push(message);
      above = null;
      continue;
    }
    const its = dayOf(message.at);
    if (its !== day) {
      result.push({ kind: 'day', key: `day-${its}`, at: message.at });
      day = its;
      above = null;
    }
    if (message.key === fresh?.key) {
      result.push({ kind: 'fresh', key: 'fresh', count: fresh.count });
      above = null;
    }
    result.push({ kind: 'message', key: message.key, message, continues: continues(above, message) });
    above = message;
  }
  return result;
}

function continues(above, message) {
  return above !== null && above.name === message.name && above.own === message.own && message.at - above.at < TOGETHER
    && !message.callsMe;
}

export function dayOf(ms) {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
