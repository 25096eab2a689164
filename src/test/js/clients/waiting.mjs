/** Nothing here sleeps: everything is awaited, and everything has a deadline. */

export const DEADLINE = Number(process.env.PARLEY_DEADLINE_MS ?? 5_000);

/** The promise, or a failure that names what did not happen. */
export function within(promise, what, ms = DEADLINE) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${ms} ms`)), ms);
  });
  const first = Promise.race([promise, late]).finally(() => clearTimeout(timer));
  first.catch(() => {}); // a scenario that failed earlier awaits it no more, and the next one is not to blame
  return first;
}

/** The arguments of the next event. Listens from the call on, so call it before what causes the event. */
export const next = (emitter, event, ms) =>
  within(new Promise(resolve => emitter.once(event, (...args) => resolve(args))), `"${event}"`, ms);

/** Every event of a name since the inbox was made, in order of arrival: what `read` makes of its arguments, if anything. */
export class Inbox {
  #event;
  #arrived = [];
  #waiting = [];

  constructor(emitter, event, read = args => args) {
    this.#event = event;
    emitter.on(event, (...args) => {
      const mine = read(args);
      if (!mine) return;
      const waiting = this.#waiting.shift();
      if (waiting) waiting(mine); else this.#arrived.push(mine);
    });
  }

  get unread() {
    return this.#arrived.length;
  }

  /** The arguments of the first event that was not taken yet. */
  async next(ms) {
    if (this.#arrived.length > 0) return this.#arrived.shift();
    return within(new Promise(resolve => this.#waiting.push(resolve)), `"${this.#event}"`, ms);
  }

  async take(count) {
    const taken = [];
    while (taken.length < count) taken.push(await this.next());
    return taken;
  }
}

/** What the server acknowledges the event with, as an array. */
export const acknowledged = (socket, event, ...args) =>
  within(new Promise(resolve => socket.emit(event, ...args, (...answer) => resolve(answer))), `acknowledgement of "${event}"`);

/** What comes back in `message-back`, as an array. */
export function echoed(socket, ...args) {
  const answer = next(socket, 'message-back');
  socket.emit('message', ...args);
  return answer;
}

/** The server answered every poll that was left behind and closed every WebSocket. */
export async function nothingLeftOpen() {
  const open = () => process.getActiveResourcesInfo().filter(resource => resource === 'TCPSocketWrap').length;
  const until = Date.now() + DEADLINE;
  while (open() > 0) {
    if (Date.now() > until) {
      setTimeout(() => process.exit(1), 1_000).unref(); // they would keep this process alive
      throw new Error(`${open()} connections are still open`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
