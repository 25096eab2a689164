/** The server in a process of its own, and what can be measured of it from outside. */
import { execFile, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';

const run = promisify(execFile);

const LOG = 'target/mixed-load-server.log';

/** What is left of somebody who has just been there is forgotten after so many milliseconds. */
const AFTERGLOW = 2_000;

/** A line of a class histogram: "number: instances bytes class", or "Total instances bytes". */
const ROW = /^(?:Total| *\d+:) +(\d+) +(\d+) *(\S*)/gm;

/** Instances that are counted, by the name under which they are reported. */
const CLASSES = {
  sessions: 'dev.parley.engineio.Session',
  connections: 'dev.parley.connection.Connection',
  sockets: 'dev.parley.socketio.Socket',
  'people in the chat': 'dev.parley.chat.Person',
  'sets of members (rooms)': 'java.util.concurrent.ConcurrentHashMap$KeySetView',
  timers: 'java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask',
};

export class Server {
  #launcher;

  /**
   * Starts the fixture: Parley with the application of the tests inside, with Parley's own heartbeat.
   *
   * @param setting { server, frames }: `--server` of `java -jar`, and `parley.websocket.frames`
   */
  static async start({ server: name, frames }) {
    const server = new Server();
    const fixture = ['-cp', 'target/test-classes', 'dev.parley.fixture.FixtureWar'];
    const how = ['--server', name, '--set', `parley.websocket.frames=${frames}`];
    const heartbeat = ['--set', 'parley.heartbeat.interval=25s', '--set', 'parley.heartbeat.timeout=20s'];
    server.#launcher = spawn('java', [...fixture, '--host', '127.0.0.1', '--port', '0', ...how, ...heartbeat], {
      env: { ...process.env, JAVA_TOOL_OPTIONS: '-Xmx512m' },
      stdio: ['ignore', 'pipe', openSync(LOG, 'w')],
    });
    server.url = await address(server.#launcher);
    server.pid = (await run('pgrep', ['-P', server.#launcher.pid])).stdout.trim();
    return server;
  }

  async stop() {
    const ended = once(this.#launcher, 'exit');
    this.#launcher.kill();
    await ended;
  }

  /** Everything that must be back afterwards, after a garbage collection. */
  async measure() {
    const clients = await this.#clients();
    const chatRooms = await this.#chatRooms();
    await pause(AFTERGLOW);
    await this.#ask('GC.run');
    const live = await this.#liveObjects();
    return {
      'heap after GC, kB': Math.round(live.bytes('Total') / 1_024),
      ...Object.fromEntries(Object.entries(CLASSES).map(([name, type]) => [name, live.instances(type)])),
      'chat rooms': chatRooms.length,
      'GET /clients-count': clients,
      threads: await this.#threads(),
      'file descriptors': (await readdir(`/proc/${this.pid}/fd`)).length,
    };
  }

  /** How many sessions and connections there are, without a request that would keep a thread awake. */
  async occupants() {
    const live = await this.#liveObjects();
    return live.instances(CLASSES.sessions) + live.instances(CLASSES.connections);
  }

  /** The processor time it has used so far, in seconds. */
  async processorTime() {
    return Number((await run('ps', ['-o', 'cputimes=', '-p', this.pid])).stdout);
  }

  /** Warnings and errors in its log. */
  async complaints() {
    return (await readFile(LOG, 'utf8')).split('\n').filter(line => / (WARNING|SEVERE) /.test(line));
  }

  async #ask(...command) {
    return (await run('jcmd', [this.pid, ...command], { maxBuffer: 64 << 20 })).stdout;
  }

  async #liveObjects() {
    const rows = new Map();
    for (const [, instances, bytes, name] of (await this.#ask('GC.class_histogram')).matchAll(ROW)) {
      rows.set(name || 'Total', { instances: Number(instances), bytes: Number(bytes) });
    }
    return {
      instances: name => rows.get(name)?.instances ?? 0,
      bytes: name => rows.get(name)?.bytes ?? 0,
    };
  }

  /** Java's own threads for its compilers come and go as they please. */
  async #threads() {
    const names = (await this.#ask('Thread.print')).matchAll(/^"(.*)" #\d+ /gm);
    return [...names].filter(([, name]) => !/^C[12] CompilerThread/.test(name)).length;
  }

  async #clients() {
    const response = await fetch(`${this.url}/clients-count`, { headers: { connection: 'close' } });
    return (await response.json()).count;
  }

  /** The rooms of the chat, as somebody who comes in is told. */
  async #chatRooms() {
    const visitor = new WebSocket(`${this.url.replace('http', 'ws')}/ws/chat`);
    visitor.once('open', () => visitor.send(JSON.stringify({ type: 'username', name: 'visitor' })));
    for await (const [data] of on(visitor, 'message')) {
      const { type, rooms } = JSON.parse(data);
      if (type !== 'roomlist') continue;
      visitor.close();
      await once(visitor, 'close');
      return rooms;
    }
  }
}

/** Where the server says that it listens, without the last slash. */
async function address(launcher) {
  const ended = once(launcher, 'exit').then(() => {
    throw new Error(`the server has not started, see ${LOG}`);
  });
  const [line] = await Promise.race([once(launcher.stdout.setEncoding('utf8'), 'data'), ended]);
  return /(http:\S+)\//.exec(line)[1];
}
