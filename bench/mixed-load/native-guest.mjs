/** A person with a WebSocket and no library: in a room of the chat. */
import { WebSocket } from 'ws';
import { Guest } from './guest.mjs';
import { isTextOf, textOf } from './saying.mjs';

const RECONNECTION_DELAY = 1_000;

export class NativeGuest extends Guest {
  #url;
  #name;
  #room;
  #socket;
  #comesBack = true;
  #asked = 0;
  #answered = new Map();

  constructor({ url, ledger, number, room }) {
    super(`native-${number}`, ledger);
    this.#url = `${url.replace('http', 'ws')}/ws/chat`;
    this.#name = `native-${number}`;
    this.#room = room;
    this.#connect();
  }

  get isPresent() {
    return this.isSeated('chat');
  }

  speak() {
    const seat = this.seat('chat');
    const n = seat.say();
    const text = JSON.stringify({ from: seat.number, n, text: textOf(n) });
    this.#ask({ type: 'message', room: seat.room, text }, () => seat.confirm(n));
  }

  move(room) {
    const seat = this.seat('chat');
    seat.leave();
    this.#ask({ type: 'leave', room: seat.room }, () => this.#join(room));
  }

  stayAway() {
    this.#comesBack = false;
  }

  close() {
    this.#socket.close();
  }

  #connect() {
    if (!this.#comesBack) return;
    this.isBack();
    this.#answered.clear();
    const socket = this.#socket = new WebSocket(this.#url, { agent: this.line });
    socket.on('open', () => this.#ask({ type: 'username', name: this.#name, key: this.#name }, () => this.#join(this.#room)));
    socket.on('message', data => this.#receive(JSON.parse(data)));
    socket.on('error', () => {}); // "close" follows
    socket.on('close', (code, reason) => {
      this.lost(`${code} ${reason}`);
      setTimeout(() => this.#connect(), RECONNECTION_DELAY);
    });
  }

  #join(room) {
    const seat = this.seatIn('chat', room, true);
    this.#ask({ type: 'join', room }, () => seat.take());
  }

  #ask(frame, answered) {
    const ack = ++this.#asked;
    this.#answered.set(ack, answered);
    this.#socket.send(JSON.stringify({ ...frame, ack }));
  }

  #receive(frame) {
    const error = frame.type === 'error' ? frame : frame.error;
    if (error) {
      this.refused(error);
    } else if (frame.type === 'ack') {
      this.#answered.get(frame.ack)();
      this.#answered.delete(frame.ack);
    } else if (frame.type === 'message') {
      const { from, n, text } = JSON.parse(frame.text);
      this.hear('chat', from, n, isTextOf(n, text));
    }
  }
}
