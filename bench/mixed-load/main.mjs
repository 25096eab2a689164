/** The load, and whether the server is afterwards as it was before; ../README.md says more. */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Crowd } from './crowd.mjs';
import { Ledger } from './ledger.mjs';
import { printResult } from './result.mjs';
import { Server } from './server.mjs';

const WARM_UP_MINUTES = 1;

/** What has been said arrives within this time, and who is away comes back. */
const CALM = 10_000;

/** Longer than idle threads and connections of the server live, which is a minute. */
const QUIET = 75_000;

/** The server notices within this time that somebody has gone. */
const PATIENCE = 180_000;

function options() {
  const defaults = { minutes: '20', clients: '1000', every: '20', churn: '10', server: 'undertow', frames: 'auto' };
  const described = Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value }]);
  const { values: { server, frames, ...numbers } } = parseArgs({ options: Object.fromEntries(described) });
  return {
    setting: { server, frames },
    habits: Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value)])),
  };
}

/** Lets a crowd come, live for some minutes, and go. */
async function visit(server, { minutes, ...habits }, halfTime = () => {}) {
  const ledger = new Ledger();
  const crowd = new Crowd(server.url, ledger, habits);
  const judging = setInterval(() => ledger.judge(), 1_000);
  await crowd.gather();
  crowd.start();
  for (let minute = 1; minute <= minutes; minute++) {
    await watch(`minute ${minute}`, server, crowd, ledger);
    if (minute === Math.ceil(minutes / 2)) await halfTime();
  }
  crowd.stop();
  await pause(CALM);
  clearInterval(judging);
  ledger.judgeAll();
  crowd.absent.forEach(guest => ledger.fault('not back', guest.who));
  await crowd.disperse();
  return { ledger, departures: crowd.departures };
}

/** Lets a minute go by, and says what happened and who was busy. */
async function watch(title, server, crowd, ledger) {
  const [loop, processor] = [performance.eventLoopUtilization(), await server.processorTime()];
  await pause(60_000);
  const generator = performance.eventLoopUtilization(loop).utilization;
  const busy = (await server.processorTime() - processor) / 60;
  console.log(`${title}: ${crowd.present} of ${crowd.size} present; ${ledger}; `
    + `processors in use: clients ${generator.toFixed(2)}, server ${busy.toFixed(2)}`);
}

/** The server's measures once it has found out that nobody is there any more. */
async function atRest(server) {
  const deadline = Date.now() + PATIENCE;
  while (await server.occupants() > 0 && Date.now() < deadline) await pause(5_000);
  await pause(QUIET);
  return server.measure();
}

const { setting, habits } = options();
const server = await Server.start(setting);
console.log(`warming up, then ${habits.minutes} minutes at ${server.url}`);
const warmUp = await visit(server, { ...habits, minutes: WARM_UP_MINUTES });
const before = await atRest(server);
let during;
const load = await visit(server, habits, async () => {
  during = await server.measure();
});
const after = await atRest(server);
const complaints = await server.complaints();
await server.stop();
const isGood = printResult({ before, during, after, warmUp, load, complaints });
process.exit(isGood ? 0 : 1);
