// Says in the lobby what is typed, and shows what is said: all of it, once, whatever happens to the network or the server.
import { createInterface } from 'node:readline';

const [address, name, key = crypto.randomUUID()] = process.argv.slice(2);
const waiting = []; // what was typed, until the server has it
let socket, retry, early, after = 0; // early: heard before the history has come; after: the greatest number shown

const send = frame => socket.readyState === 1 && socket.send(JSON.stringify(frame));
const ask = () => send({ type: 'history', after, limit: 200, ack: 'history' });
const say = () => !early && waiting[0] && send({ type: 'message', ...waiting[0], ack: waiting[0].nonce });

function show({ id, changed = id, name, text }) {
  if (changed > after) console.log(`${id} ${name}: ${text}`);
  after = Math.max(after, changed);
}

function hear({ type, ack, error, messages, more, ...frame }) {
  if (error?.retryAfter) setTimeout(ack === 'history' ? ask : say, error.retryAfter);
  else if (ack === 'history') messages.forEach(show), more ? ask() : (early?.forEach(show), early = null, say());
  else if (ack && ack === waiting[0]?.nonce) console.log(`${error?.message ?? frame.id} <- ${waiting.shift().text}`), say();
  else if (['message', 'changed'].includes(type) && !frame.to) early ? early.push(frame) : show(frame);
}

(function connect() {
  early = [];
  socket = new WebSocket(address);
  socket.onopen = () => { send({ type: 'username', name, key }); ask(); };
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = socket.onerror = () => { clearTimeout(retry); retry = setTimeout(connect, 1000); }; // Node 20: only one comes
})();

createInterface({ input: process.stdin }).on('line', text => waiting.push({ text, nonce: crypto.randomUUID() }) === 1 && say());
