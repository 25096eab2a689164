/** A person with one of Socket.IO's own clients: in a room of the root namespace, some in a room of the chat as well. */
import { Guest } from './guest.mjs';
import { bodyOf, isBodyOf, isTextOf, textOf } from './saying.mjs';

const described = ({ message, description, context }) => [message, description, context?.responseText].join(' ').trim();

export class SocketIoGuest extends Guest {
  #socket;
  #chat;
  #trouble = '';

  /** @param chatRoom undefined for who does not chat */
  constructor({ url, ledger, number, version, mode, room, chatRoom }) {
    super(`guest-${number} with ${version.name} by ${mode.name}`, ledger);
    this.#socket = version.io(url, { agent: this.line, forceNew: true, transports: mode.transports });
    this.#listen(room);
    if (chatRoom) this.#enterChat(chatRoom, `guest-${number}`);
  }

  get isPresent() {
    return this.isSeated('root');
  }

  speak() {
    const isChatting = this.isSeated('chat') && Math.random() < 0.5;
    if (isChatting) this.#chatAway(); else this.#say();
  }

  move(room) {
    const seat = this.seat('root');
    seat.leave();
    this.#socket.emit('leave', seat.room, () => this.#join(room));
  }

  stayAway() {
    this.#socket.io.reconnection(false);
  }

  close() {
    this.#chat?.disconnect();
    this.#socket.disconnect();
  }

  #listen(room) {
    const socket = this.#socket;
    socket.on('connect', () => {
      this.isBack();
      socket.io.engine.once('error', error => this.#trouble = described(error));
      this.#join(room);
    });
    socket.on('disconnect', reason => this.lost(`${reason} ${this.#trouble}`));
    socket.on('connect_error', error => this.lost(described(error)));
    socket.on('said', ({ from, n }, body) => this.hear('root', from, n, isBodyOf(n, body)));
    socket.on('question', (n, answer) => answer(n));
    socket.on('answered', n => this.seat('root').confirm(n));
  }

  #join(room) {
    const seat = this.seatIn('root', room, false);
    this.#socket.emit('join', room, () => seat.take());
  }

  #say() {
    const seat = this.seat('root');
    const n = seat.say();
    this.#socket.emit('say', seat.room, { from: seat.number, n }, bodyOf(n));
    if (n % 7 === 0) this.#socket.emit('ask', n);
    else this.#socket.emit('message-with-ack', n, answer => seat.confirm(answer));
  }

  #enterChat(room, username) {
    const chat = this.#chat = this.#socket.io.socket('/chat');
    chat.on('connect', () => {
      const key = Math.random() < 0.5 ? username : undefined; // with a key the name is taken back from a dead connection
      chat.emit('add user', { username, key }, this.#accepted(() => this.#joinInChat(room)));
    });
    chat.on('error', error => {
      const isOfTheConnection = error instanceof Error; // as client 2.5 has it; "disconnect" or "connect_error" tells it too
      if (!isOfTheConnection) this.refused(error);
    });
    for (const event of ['new message', 'own message']) {
      chat.on(event, ({ message }) => {
        const { from, n, text } = JSON.parse(message);
        this.hear('chat', from, n, isTextOf(n, text));
      });
    }
  }

  #joinInChat(room) {
    const seat = this.seatIn('chat', room, true);
    this.#chat.emit('join room', { room }, this.#accepted(() => seat.take()));
  }

  #chatAway() {
    const seat = this.seat('chat');
    const n = seat.say();
    const message = JSON.stringify({ from: seat.number, n, text: textOf(n) });
    this.#chat.emit('new message', { message, room: seat.room }, this.#accepted(() => seat.confirm(n)));
  }

  #accepted(next) {
    return answer => answer.error ? this.refused(answer.error) : next();
  }
}
