/**
 * The fixture that the matrix talks to, on the reference implementation: it proves the tests themselves.
 *
 * PORT, MSGPACK_PORT, RECOVERY_PORT (default: free ones) and CONTEXT (such as /parley) are read from the environment.
 * With a command (`node reference.mjs npm test`) it runs that with PARLEY_URL, PARLEY_MSGPACK_URL and PARLEY_RECOVERY_URL set, and ends with it.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import * as messagePack from 'socket.io-msgpack-parser';

const context = process.env.CONTEXT ?? '';
const options = {
  path: `${context}/socket.io`,
  allowEIO3: true,
  maxHttpBufferSize: 1_000_000,
  pingInterval: 1_000,
  pingTimeout: 3_000,
};

function echoes(socket) {
  socket.emit('auth', socket.handshake.auth);
  socket.on('message', (...args) => socket.emit('message-back', ...args));
  socket.on('message-with-ack', (...args) => args.pop()(...args));
}

function speaks(io, socket) {
  socket.on('join', (room, ack) => { socket.join(room); ack(); });
  socket.on('leave', (room, ack) => { socket.leave(room); ack(); });
  socket.on('rooms', ack => ack([...socket.rooms]));
  socket.on('say', (room, ...args) => socket.to(room).emit('said', ...args));
  socket.on('shout', (...args) => socket.broadcast.emit('shouted', ...args));
  socket.on('all', (...args) => io.emit('everyone', ...args));
  socket.on('ask', (...args) => socket.emit('question', ...args, (...answer) => socket.emit('answered', ...answer)));
  socket.on('burst', n => { for (let i = 0; i < n; i++) socket.emit('tick', i); });
  socket.on('эхо 回声 🔁', (...args) => socket.emit('эхо 回声 🔁', ...args));
  socket.on('handshake', ack => ack({ query: socket.handshake.query, headers: socket.handshake.headers }));
  socket.on('drop', () => socket.conn.close());
  socket.on('leave me', () => socket.disconnect());
  socket.on('kick', () => socket.disconnect(true));
  socket.on('remember', (value, ack) => { socket.data.remembered = value; ack(); });
  socket.on('recovery', ack => ack({ ...socket.data, recovered: socket.recovered }));
  socket.on('is here', (id, ack) => ack(io.of('/').sockets.has(id)));
}

function guards(socket, next) {
  const token = socket.handshake.auth.token ?? socket.handshake.query.token;
  next(token === 'secret' ? undefined : Object.assign(new Error('not authorized'), { data: { code: 'E1' } }));
}

async function serve(port, more) {
  const http = createServer();
  const io = new Server(http, { ...options, ...more });
  io.on('connection', socket => { echoes(socket); speaks(io, socket); });
  io.of('/custom').on('connection', echoes);
  io.of('/guarded').use(guards).on('connection', socket => socket.emit('welcome'));
  io.of(/^\/dyn-\d+$/).on('connection', socket => socket.emit('hello', socket.nsp.name));
  await new Promise(listening => http.listen(port, '127.0.0.1', listening));
  return `http://127.0.0.1:${http.address().port}${context}`;
}

const urls = {
  PARLEY_URL: await serve(Number(process.env.PORT ?? 0)),
  PARLEY_MSGPACK_URL: await serve(Number(process.env.MSGPACK_PORT ?? 0), { parser: messagePack }),
  PARLEY_RECOVERY_URL: await serve(Number(process.env.RECOVERY_PORT ?? 0), { connectionStateRecovery: {} }),
};
for (const [name, url] of Object.entries(urls)) console.log(`${name}=${url}`);

const [command, ...args] = process.argv.slice(2);
if (command) {
  spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...urls } })
    .on('error', error => { console.error(`${command}: ${error.message}`); process.exit(1); })
    .on('exit', code => process.exit(code ?? 1));
}
