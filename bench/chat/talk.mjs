/** Pairs of people, each pair in a room of its own, who talk at a fixed rate whatever the server does (an open loop). */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';

const TEXT = 'What one says to another in a chat, about as long as such a message mostly is: '.padEnd(90, '.');

/** Resolves with {sent, perSecond, times (ms, sorted), lost}; a time counts from when the message was due. */
export async function talk({ address, pairs, rate, seconds }) {
  const heard = [];
  const people = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const name of ['A', 'B']) people.push(await enter(address, `${name}${pair}`, `pair-${pair}`, heard));
  }
  const begin = performance.now();
  let sent = 0;
  while (performance.now() - begin < seconds * 1_000) {
    const due = Math.floor((performance.now() - begin) * rate / 1_000);
    for (; sent < due; sent += 1) {
      const at = begin + sent * 1_000 / rate;
      people[sent % people.length].say(`${at} ${TEXT}`);
    }
    await pause(1);
  }
  const took = (performance.now() - begin) / 1_000;
  for (let left = 100; heard.length < sent && left > 0; left -= 1) await pause(100);
  for (const person of people) person.leave();
  return { sent, perSecond: sent / took, times: heard.sort((a, b) => a - b), lost: sent - heard.length };
}

async function enter(address, name, room, heard) {
  const wire = new WebSocket(`ws://${address}/ws/bench`, { perMessageDeflate: false });
  await once(wire, 'open');
  const joined = new Promise(resolve => {
    wire.on('message', data => {
      const message = JSON.parse(data);
      if (message.ack === 2) resolve();
      // One's own come back too; the other's are what counts.
      if (message.type === 'message' && message.room === room && message.name !== name) heard.push(performance.now() - parseFloat(message.text));
    });
  });
  const send = command => wire.send(JSON.stringify(command));
  send({ type: 'username', name, lists: false, ack: 1 });
  send({ type: 'join', room, ack: 2 });
  await joined;
  return { say: text => send({ type: 'message', room, text }), leave: () => wire.terminate() };
}
