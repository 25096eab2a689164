/** The result, for people: a table, what was said and heard, and what went wrong. */

/** The heap may grow by this much: less than 200 bytes for each connection of twenty minutes. */
const HEAP_TOLERANCE_KB = 2_048;

const isBack = (name, before, after) => after <= before + (name.startsWith('heap') ? HEAP_TOLERANCE_KB : 0);

function table(before, during, after) {
  const rows = Object.keys(before).map(name =>
    [name, before[name], during[name], after[name], isBack(name, before[name], after[name]) ? 'yes' : 'NO']);
  return [['', 'before', 'under load', 'after', 'back'], ['---', '---:', '---:', '---:', '---'], ...rows]
    .map(cells => `| ${cells.join(' | ')} |`);
}

function visit(title, { ledger, departures }) {
  const { politely, broken, silent } = departures;
  return [
    `${title}: ${ledger}; left and came back: ${politely} politely, ${broken} by a broken connection, ${silent} silently`,
    ...[...ledger.faults].map(([kind, { count, details }]) => `  ${kind}: ${count}\n    ${details.join('\n    ')}`),
  ];
}

/** Prints it; returns whether all is well. */
export function printResult({ before, during, after, warmUp, load, complaints }) {
  const isEverythingBack = Object.keys(before).every(name => isBack(name, before[name], after[name]));
  const isFaultless = warmUp.ledger.faults.size + load.ledger.faults.size + complaints.length === 0;
  console.log([
    '',
    ...table(before, during, after),
    '',
    ...visit('Warm-up', warmUp),
    ...visit('Load', load),
    `Complaints in the server's log: ${complaints.length}`,
    ...complaints.slice(0, 10).map(line => `  ${line}`),
    isEverythingBack && isFaultless ? 'All is well.' : 'NOT WELL',
  ].join('\n'));
  return isEverythingBack && isFaultless;
}
