/** The same talk with the database in memory and with H2 in a file, in turns; prints what a delivery takes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Server } from './server.mjs';
import { talk } from './talk.mjs';

const { values: { rate, seconds, rounds, pairs } } = parseArgs({ options: {
  rate: { type: 'string', default: '2000' }, seconds: { type: 'string', default: '20' },
  rounds: { type: 'string', default: '3' }, pairs: { type: 'string', default: '50' },
} });

const STORES = { none: { PARLEY_CHAT_STORE_URL: 'memory' }, file: {} };

console.log('store   messages/s   p50 ms   p99 ms   p99.9 ms   lost   CPU-µs/message   kept');
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [name, environment] of Object.entries(STORES)) {
    const folder = await mkdtemp(join(tmpdir(), 'parley-chat-'));
    const server = await Server.start({ ...environment, PARLEY_DATA_FOLDER: folder });
    const people = { address: server.address, pairs: Number(pairs), rate: Number(rate) };
    await talk({ ...people, seconds: 15 });         // classes are loaded and compiled
    const before = await server.processorSeconds();
    const result = await talk({ ...people, seconds: Number(seconds) });
    const used = await server.processorSeconds() - before;
    const kept = await server.lastIdOf('pair-0');
    await server.stop();
    await rm(folder, { recursive: true });
    print(name, result, used, kept);
  }
}

function print(name, { sent, perSecond, times, lost }, used, kept) {
  const at = share => (times[Math.min(times.length - 1, Math.floor(times.length * share))]).toFixed(1).padStart(7);
  console.log(`${name.padEnd(6)} ${String(Math.round(perSecond)).padStart(11)} ${at(0.5)}  ${at(0.99)}    ${at(0.999)}  ${String(lost).padStart(6)}   ${(used * 1e6 / sent).toFixed(0).padStart(14)}   ${String(kept).padStart(4)}`);
}
