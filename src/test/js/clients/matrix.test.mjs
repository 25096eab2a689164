/**
 * Every scenario with every client version over every transport, against the server at PARLEY_URL
 * (`http://host:port` or `http://host:port/context`), which serves the fixture of reference.mjs.
 *
 * PARLEY_MSGPACK_URL adds the scenarios for a server with the MessagePack parser, PARLEY_RECOVERY_URL those for one with
 * connection state recovery. PARLEY_CLIENTS=4.8,2.5 and
 * PARLEY_TRANSPORTS=polling,upgrade leave out the rest; so does `--test-name-pattern`.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Party, Server, modes, versions } from './clients.mjs';
import { connecting } from './scenarios/connecting.mjs';
import { events } from './scenarios/events.mjs';
import { heartbeats } from './scenarios/heartbeats.mjs';
import { jsonp } from './scenarios/jsonp.mjs';
import { large } from './scenarios/large.mjs';
import { leaving } from './scenarios/leaving.mjs';
import { messagePack } from './scenarios/messagepack.mjs';
import { namespaces } from './scenarios/namespaces.mjs';
import { recovery } from './scenarios/recovery.mjs';
import { rooms } from './scenarios/rooms.mjs';
import { nothingLeftOpen } from './waiting.mjs';

const { PARLEY_URL, PARLEY_MSGPACK_URL, PARLEY_RECOVERY_URL, PARLEY_CLIENTS, PARLEY_TRANSPORTS } = process.env;
assert.ok(PARLEY_URL, 'PARLEY_URL says where the server is');
await new Server(PARLEY_URL).reachable();

const chosen = (all, names) => names ? all.filter(({ name }) => names.split(',').includes(name)) : all;

function scenarios(url, version, mode) {
  const server = new Server(url);
  return (name, run) => test(`${version.name} by ${mode.name}: ${name}`, { timeout: 30_000 }, async () => {
    const party = new Party(server, version, mode);
    try {
      await run(party);
    } finally {
      await party.close();
    }
  });
}

for (const version of chosen(versions, PARLEY_CLIENTS)) {
  for (const mode of chosen(modes, PARLEY_TRANSPORTS)) {
    const scenario = scenarios(PARLEY_URL, version, mode);
    for (const topic of [connecting, events, rooms, namespaces, leaving, large]) topic(scenario, { version, mode });
    if (mode.name === 'polling' && version.name !== '4.8') jsonp(scenario, { version });
    if (PARLEY_RECOVERY_URL) recovery(scenarios(PARLEY_RECOVERY_URL, version, mode), { version });
    if (PARLEY_MSGPACK_URL && version.name === '4.8') messagePack(scenarios(PARLEY_MSGPACK_URL, version, mode));
  }
}

heartbeats(PARLEY_URL, chosen(versions, PARLEY_CLIENTS), chosen(modes, PARLEY_TRANSPORTS));

after(nothingLeftOpen);
