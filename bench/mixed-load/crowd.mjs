/** The guests together: who comes, speaks, goes, and comes back. */
import { modes, versions } from '../../src/test/js/clients/clients.mjs';
import { NativeGuest } from './native-guest.mjs';
import { SocketIoGuest } from './socketio-guest.mjs';

const ROOM_SIZE = 20;

/** One in so many stays for the whole time. */
const REGULARS = 5;

const ARRIVALS_PER_SECOND = 50;
const DEPARTURES_PER_SECOND = 100;
const LONGEST_ABSENCE = 3_000;
const LONGEST_HANDSHAKE = 200;

const any = list => list[Math.floor(Math.random() * list.length)];

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

const rooms = (name, people) => Array.from({ length: Math.ceil(people / ROOM_SIZE) }, (_, i) => `${name}-${i}`);

/** Acts so many times a second, and catches up when held up; returns what ends it. */
function pace(perSecond, act) {
  let due = performance.now();
  const timer = setInterval(() => {
    for (; due < performance.now(); due += 1_000 / perSecond) act();
  }, 20);
  return () => clearInterval(timer);
}

export class Crowd {
  departures = { politely: 0, broken: 0, silent: 0 };
  #options;
  #invitations;
  #restless;
  #guests = [];
  #stops = [];

  /**
   * @param options { clients, every, churn }: how many Socket.IO clients (and a twentieth as many native ones), how many
   *     seconds each waits between two messages, how many guests go and come back per second
   */
  constructor(url, ledger, options) {
    this.#options = options;
    this.#invitations = [...this.#socketIo(url, ledger), ...this.#native(url, ledger)];
    this.#restless = [...this.#invitations.keys()].filter(place => !this.#invitations[place].isRegular);
  }

  get present() {
    return this.size - this.absent.length;
  }

  get absent() {
    return this.#guests.filter(guest => !guest.isPresent);
  }

  get size() {
    return this.#invitations.length;
  }

  /** Everybody comes. */
  async gather() {
    for (const place of this.#invitations.keys()) {
      this.#come(place);
      await pause(1_000 / ARRIVALS_PER_SECOND);
    }
  }

  /** Everybody talks, some go and come back, until told otherwise. */
  start() {
    const { every, churn } = this.#options;
    this.#stops = [pace(this.size / every, () => this.#talk()), pace(churn, () => this.#change())];
  }

  stop() {
    this.#stops.forEach(stop => stop());
  }

  /** Everybody goes for good, half of them without goodbye. */
  async disperse() {
    for (const guest of this.#guests) {
      const chance = Math.random();
      if (chance < 0.5) guest.sayGoodbye();
      else if (chance < 0.75) guest.vanish();
      else guest.fallSilent();
      await pause(1_000 / DEPARTURES_PER_SECOND);
    }
    this.#guests = [];
  }

  /** A third of each version, over each transport alike; a twentieth of all in the chat. */
  #socketIo(url, ledger) {
    const { clients } = this.#options;
    const all = rooms('room', clients);
    const chatRooms = this.#chatRooms();
    return Array.from({ length: clients }, (_, number) => ({
      rooms: all,
      isRegular: number % REGULARS === 1,
      come: room => new SocketIoGuest({
        url,
        ledger,
        number,
        version: versions[number % 3],
        mode: modes[Math.floor(number / 3) % 3],
        room,
        chatRoom: number % 20 === 0 ? any(chatRooms) : undefined,
      }),
    }));
  }

  #native(url, ledger) {
    return Array.from({ length: this.#options.clients / 20 }, (_, number) => ({
      rooms: this.#chatRooms(),
      isRegular: number % REGULARS === 1,
      come: room => new NativeGuest({ url, ledger, number, room }),
    }));
  }

  #chatRooms() {
    return rooms('chat', this.#options.clients / 10);
  }

  #come(place) {
    const { come, rooms, isRegular } = this.#invitations[place];
    const guest = this.#guests[place] = come(any(rooms));
    const isUnlucky = !isRegular && Math.random() < 0.1;
    if (isUnlucky) setTimeout(() => this.#breakDown(guest), Math.random() * LONGEST_HANDSHAKE);
  }

  /** One message mostly, a burst now and then; few go to another room instead. */
  #talk() {
    const place = Math.floor(Math.random() * this.size);
    const guest = this.#guests[place];
    if (!guest?.isPresent) return;
    if (Math.random() < 0.02) return guest.move(any(this.#invitations[place].rooms));
    const messages = Math.random() < 0.1 ? 5 : 1;
    for (let i = 0; i < messages; i++) guest.speak();
  }

  /** Somebody goes, in one of three ways, and comes back. */
  #change() {
    const place = any(this.#restless);
    const guest = this.#guests[place];
    if (!guest?.isPresent) return;
    const chance = Math.random();
    if (chance < 0.4) return this.#breakDown(guest);
    if (chance < 0.8) this.#sayGoodbye(guest); else this.#fallSilent(guest);
    setTimeout(() => this.#come(place), Math.random() * LONGEST_ABSENCE);
  }

  #breakDown(guest) {
    this.departures.broken++;
    guest.breakDown();
  }

  #sayGoodbye(guest) {
    this.departures.politely++;
    guest.sayGoodbye();
  }

  #fallSilent(guest) {
    this.departures.silent++;
    guest.fallSilent();
  }
}
