// Lets the same load go to Parley and to others, in turns; see ../README.md.
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const here = new URL('.', import.meta.url).pathname;
const target = join(here, '../../target/compare');

const ALL_ROWS = 'echo 100 1,echo 100 8,echo 1000 1,echo 1000 8,ack 100 1,poll 100 1,broadcast 100,broadcast 1000,broadcast 5000,'
  + 'mix 1000 1000,rtt 100 2000,connect 50,idle 5000,stall 100';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'warm-up': { type: 'string', default: '20' },
    seconds: { type: 'string', default: '8' },
    peers: { type: 'string', default: 'parley,parley-workers,parley-tomcat,parley-container,node,netty,raw' },
    rows: { type: 'string', default: ALL_ROWS },
  },
});

function refuse(why) {
  console.error(why);
  process.exit(2);
}

const count = name => /^[1-9]\d*$/.test(options[name]) ? Number(options[name]) : refuse(`--${name} is a number: ${options[name]}`);

const JAVA = ['java', '-Xmx2g', '-XX:-UsePerfData'];
const SETTINGS = {
  'parley.chat.store.url': 'memory', 'parley.chat.namespaces': '/chat',
  'parley.socketio.rate.per-second': '1000000', 'parley.socketio.rate.burst': '1000000',
  'parley.socketio.rate.bytes-per-second': '1000000000', 'parley.socketio.rate.bytes-burst': '1000000000', // a single client is to be as fast as it can
};
const war = join(target, 'bench.war');

const embedded = (server, frames, threads = 'workers') => ({
  protocol: 'socketio',
  command: port => [...JAVA, '-jar', war, '--server', server, '--port', String(port), '--set', `parley.websocket.frames=${frames}`,
    '--set', `parley.websocket.threads=${threads}`,
    ...Object.entries(SETTINGS).flatMap(([name, value]) => ['--set', `${name}=${value}`])],
});

/** A Tomcat as it is unpacked, but for its ports, with the WAR as its only application. */
function stockTomcat(port) {
  const home = join(target, '../stock/tomcat');
  const base = mkdtempSync(join(tmpdir(), 'parley-tomcat-'));
  for (const folder of ['logs', 'temp', 'webapps', 'work']) mkdirSync(join(base, folder));
  cpSync(join(home, 'conf'), join(base, 'conf'), { recursive: true });
  const descriptor = join(base, 'conf/server.xml');
  writeFileSync(descriptor, readFileSync(descriptor, 'utf8').replace('port="8005"', 'port="-1"').replace('port="8080"', `port="${port}"`));
  copyFileSync(war, join(base, 'webapps/ROOT.war'));
  return [...JAVA, `-Dcatalina.home=${home}`, `-Dcatalina.base=${base}`, `-Djava.io.tmpdir=${base}/temp`,
    '-cp', `${home}/bin/bootstrap.jar:${home}/bin/tomcat-juli.jar`, 'org.apache.catalina.startup.Bootstrap', 'start'];
}

const deployed = (frames, command) => ({ protocol: 'socketio', command, settings: { ...SETTINGS, 'parley.websocket.frames': frames } });
const payara = port => [...JAVA, '-jar', join(target, '../payara-micro.jar'), '--nocluster', '--nohostaware', '--port', String(port),
  '--contextroot', '/', '--deploy', war];

const raw = peer => ({ ...peer, protocol: 'raw', only: ['echo'] });

const PEERS = {
  parley: embedded('undertow', 'own', 'io'),
  'parley-workers': embedded('undertow', 'own'),
  'parley-tomcat': embedded('tomcat', 'own'),
  'parley-container': embedded('tomcat', 'container'),
  tomcat: deployed('own', stockTomcat),
  'tomcat-container': deployed('container', stockTomcat),
  payara: deployed('own', payara),
  'payara-container': deployed('container', payara),
  raw: raw(embedded('tomcat', 'container')),
  'tomcat-raw': raw(deployed('container', stockTomcat)),
  'payara-raw': raw(deployed('container', payara)),
  node: { protocol: 'socketio', command: port => ['node', join(here, 'node/server.mjs'), String(port)] },
  netty: {
    protocol: 'socketio',
    command: port => [...JAVA, '-cp', `${join(target, 'netty')}:${readFileSync(join(target, 'netty.classpath'), 'utf8').trim()}`, 'NettyPeer', String(port)],
  },
};

const KINDS = ['echo', 'ack', 'poll', 'broadcast', 'stall', 'connect', 'idle', 'mix', 'rtt'];
const ROWS = options.rows.split(',').map(row => {
  const [kind, connections, window = '1', ...more] = row.trim().split(/\s+/);
  if (!KINDS.includes(kind) || !/^[1-9]\d*$/.test(connections) || !/^[1-9]\d*$/.test(window) || more.length > 0) {
    refuse(`a row is one of ${KINDS.join('|')}, then how many connections, and how many messages if they differ from 1: "${row}"`);
  }
  return { name: row.trim(), kind, connections, window };
});
const names = options.peers.split(',');
for (const name of names) {
  if (!PEERS[name]) refuse(`a peer is one of ${Object.keys(PEERS).join(', ')}: "${name}"`);
}

let port = 21000 + process.pid % 1000 * 10;

/** Starts a server on the first processor, and waits until it answers. */
async function start(peer) {
  port += 1;
  const [program, ...rest] = peer.command(port);
  const folder = mkdtempSync(join(tmpdir(), 'parley-compare-'));
  const settings = Object.entries(peer.settings ?? {}).map(([name, value]) => [name.toUpperCase().replaceAll('.', '_'), value]);
  const child = spawn('taskset', ['-c', '0', program, ...rest], {
    env: { ...process.env, ...Object.fromEntries(settings), PARLEY_DATA_FOLDER: folder },
    stdio: ['ignore', openSync(join(folder, 'log'), 'w'), openSync(join(folder, 'errors'), 'w')],
  });
  let ended = false;
  child.on('exit', () => { ended = true; });
  const end = Date.now() + 180_000;
  while (!await answers()) {
    if (ended || Date.now() > end) throw new Error(`${program} ${ended ? 'has ended' : 'does not answer'}; see ${folder}`);
    await setTimeout(100);
  }
  return child;
}

async function answers() {
  try {
    return (await fetch(`http://localhost:${port}/socket.io/?EIO=4&transport=polling`, { signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}

async function stop(child) {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** One row with one server, the generator on the second processor: two numbers. */
function load(child, peer, { kind, connections, window }) {
  const output = execFileSync('taskset', ['-c', '1', 'java', '-Xmx1g', '-cp', join(target, 'load'), 'load.Load',
    String(port), String(child.pid), peer.protocol, kind, connections, window, String(count('warm-up')), String(count('seconds'))], { encoding: 'utf8' });
  return output.trim().split(' ').map(Number);
}

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const MEANINGS = {
  idle: ['bytes of live heap each', 'bytes RSS each'],
  stall: ['deliveries/s', 'worst µs for others'],
  rtt: ['p50 µs', 'p99 µs'],
  mix: ['deliveries/s', 'CPU-µs each'],
};

for (const row of ROWS) {
  const found = new Map();
  for (let round = 0; round < count('rounds'); round += 1) {
    for (const name of names) {
      const peer = PEERS[name];
      if (peer.only && !peer.only.includes(row.kind)) continue;
      const child = await start(peer);
      try {
        found.set(name, [...found.get(name) ?? [], load(child, peer, row)]);
      } catch (error) {
        console.error(`${row.name}, ${name}: ${error.message}`);
      } finally {
        await stop(child);
      }
    }
  }
  const [first] = found.keys();
  if (!first) continue;
  console.log(`\n${row.name}: ${(MEANINGS[row.kind] ?? ['per second', 'CPU-µs each']).join(' · ')} · as many times as ${first}'s`);
  const ours = median(found.get(first).map(([, cost]) => cost));
  for (const [name, all] of found) {
    const cost = median(all.map(each => each[1]));
    console.log(`  ${name.padEnd(18)} ${Math.round(median(all.map(each => each[0]))).toString().padStart(8)} ${cost.toFixed(1).padStart(10)} ${(cost / ours).toFixed(2).padStart(7)}   (${all.map(each => each[1].toFixed(1)).join(', ')})`);
  }
}
