/**
 * A conversation as the rows of its log: {kind: 'day' | 'fresh' | 'gap' | 'message', key, …}. A message of the same author
 * within five minutes continues the one above it.
 *
 * `marks`: `fresh` {after, count} and `gap` {below}, lines above the first message after those ids.
 */
const TOGETHER = 5 * 60_000;

export function rows(messages, { fresh = null, gap = null } = {}) {
  const result = [];
  let above = null;
  let day = { until: -Infinity };
  let isFreshDue = fresh !== null;
  let isGapDue = gap !== null;
  for (const message of messages) {
    if (isGapDue && (message.id === undefined || message.id > gap.below)) {
      result.push({ kind: 'gap', key: 'gap' });
      isGapDue = false;
      above = null;
    }
    if (message.date >= day.until || message.date < day.from) {
      day = dayAround(message.date);
      result.push({ kind: 'day', key: `day-${dayOf(message.date)}-${message.id ?? ''}`, at: message.date });
      above = null;
    }
    if (isFreshDue && !message.own && message.id > fresh.after) {
      result.push({ kind: 'fresh', key: 'fresh', count: fresh.count });
      isFreshDue = false;
      above = null;
    }
    result.push({ kind: 'message', key: message.key, message, continues: continues(above, message) });
    above = message;
  }
  return result;
}

function continues(above, message) {
  return above !== null && above.own === message.own && (message.own || above.from === message.from && above.name === message.name)
    && message.date - above.date < TOGETHER && !message.callsMe && !message.replyTo;
}

function dayAround(ms) {
  const from = new Date(ms);
  from.setHours(0, 0, 0, 0);
  const until = new Date(from);
  until.setDate(until.getDate() + 1);
  return { from: from.getTime(), until: until.getTime() };
}

export function dayOf(ms) {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
