// Lets the same load go to Parley and to others, in turns; see ../README.md.
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const here = new URL('.', import.meta.url).pathname;
const target = join(here, '../../target/compare');

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'warm-up': { type: 'string', default: '20' },
    seconds: { type: 'string', default: '8' },
    peers: { type: 'string', default: 'parley,parley-container,node,netty,raw' },
    rows: { type: 'string', default: 'echo 100 1,echo 100 8,echo 1000 1,echo 1000 8,ack 100 1,broadcast 100 1,broadcast 1000 1,broadcast 5000 1,connect 50 1,idle 5000 1,stall 100 1' },
  },
});
const count = name => Number(options[name]);

const JAVA = ['-Xmx2g', '-XX:-UsePerfData'];
const parley = frames => port => ['java', ...JAVA, '-jar', join(target, 'bench.war'), '--port', String(port),
  '--set', `parley.websocket.frames=${frames}`, '--set', 'parley.chat.store.url=memory', '--set', 'parley.chat.namespaces=/chat'];
const PEERS = {
  parley: { command: parley('own'), protocol: 'socketio' },
  'parley-container': { command: parley('container'), protocol: 'socketio' },
  raw: { command: parley('container'), protocol: 'raw', only: ['echo'] },
  node: { command: port => ['node', join(here, 'node/server.mjs'), String(port)], protocol: 'socketio' },
  netty: {
    command: port => ['java', ...JAVA, '-cp', `${join(target, 'netty')}:${readFileSync(join(target, 'netty.classpath'), 'utf8').trim()}`, 'NettyPeer', String(port)],
    protocol: 'socketio',
  },
};

let port = 21000 + process.pid % 1000 * 10;

/** Starts a server on the first processor. */
async function start(peer) {
  port += 1;
  const [program, ...rest] = peer.command(port);
  const child = spawn('taskset', ['-c', '0', program, ...rest], {
    env: { ...process.env, PARLEY_DATA_FOLDER: mkdtempSync(join(tmpdir(), 'parley-compare-')) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((ready, failed) => {
    child.stdout.on('data', text => { if (String(text).includes('listening')) ready(); });
    child.on('exit', code => failed(new Error(`${program} ended with ${code}`)));
  });
  return child;
}

async function stop(child) {
  child.removeAllListeners('exit');
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

/** One row with one server, the generator on the second processor: two numbers. */
function load(child, peer, row) {
  const [kind, connections, window] = row.split(' ');
  const output = execFileSync('taskset', ['-c', '1', 'java', '-Xmx1g', '-cp', join(target, 'load'), 'load.Load',
    String(port), String(child.pid), peer.protocol, kind, connections, window, options['warm-up'], options.seconds], { encoding: 'utf8' });
  return output.trim().split(' ').map(Number);
}

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const meaning = row => ({ idle: ['connections', 'bytes RSS each'], stall: ['deliveries/s', 'worst µs for others'] })[row.split(' ')[0]]
  ?? ['per second', 'CPU-µs each'];

for (const row of options.rows.split(',')) {
  const found = new Map();
  for (let round = 0; round < count('rounds'); round += 1) {
    for (const name of options.peers.split(',')) {
      const peer = PEERS[name];
      if (peer.only && !peer.only.includes(row.split(' ')[0])) continue;
      const child = await start(peer);
      try {
        found.set(name, [...found.get(name) ?? [], load(child, peer, row)]);
      } finally {
        await stop(child);
      }
    }
  }
  console.log(`\n${row}: ${meaning(row).join(' · ')} · as many times as Parley's`);
  const ours = median((found.get('parley') ?? [...found.values()][0]).map(([, cost]) => cost));
  for (const [name, all] of found) {
    const cost = median(all.map(each => each[1]));
    console.log(`  ${name.padEnd(18)} ${Math.round(median(all.map(each => each[0]))).toString().padStart(8)} ${cost.toFixed(1).padStart(10)} ${(cost / ours).toFixed(2).padStart(7)}   (${all.map(each => each[1].toFixed(1)).join(', ')})`);
  }
}
