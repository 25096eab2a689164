/** `java -jar target/parley.war` in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const TICKS_PER_SECOND = 100;                       // of /proc, on Linux

export class Server {
  #process;

  static async start(environment) {
    const server = new Server();
    const port = await freePort();
    server.address = `localhost:${port}`;
    const open = ['parley.rate.per-second', 'parley.rate.burst'].flatMap(option => ['--set', `${option}=1000000`])
      .concat(['parley.rate.bytes-per-second', 'parley.rate.bytes-burst'].flatMap(option => ['--set', `${option}=1000000000`]));
    server.#process = spawn('java', ['-jar', 'target/parley.war', '--port', String(port), ...open], {
      env: { ...process.env, ...environment }, stdio: 'ignore',
    });
    for (let left = 300; ; left -= 1) {
      try {
        if ((await fetch(`http://${server.address}/clients-count`)).ok) return server;
      } catch (problem) {
        if (left === 0) throw problem;
      }
      await pause(100);
    }
  }

  /** What the process has used of the processors so far. */
  async processorSeconds() {
    const fields = (await readFile(`/proc/${this.#process.pid}/stat`, 'utf8')).split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** The id of the newest message that the history of a room has. */
  async lastIdOf(room) {
    const { messages } = await (await fetch(`http://${this.address}/api/rooms/${room}/messages?namespace=/bench&limit=1`)).json();
    return messages.at(-1)?.id ?? 0;
  }

  async stop() {
    this.#process.kill();
    await once(this.#process, 'exit');
  }
}

async function freePort() {
  const socket = createServer().listen(0);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
