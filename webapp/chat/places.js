import { LOBBY, conversationFrom, isRoom, keyOf, messageFrom, personId } from './conversation.js';
import { closeDrawers } from './drawers.js';
import { explain } from './problems.js';

/** Going from one conversation to another: by the address, by a list. */
export class Places {
  #store;
  #session;
  #reader;
  #toast;
  #screen;
  #words;

  constructor({ store, session, reader, toast, screen, words }) {
    this.#store = store;
    this.#session = session;
    this.#reader = reader;
    this.#toast = toast;
    this.#screen = screen;
    this.#words = words;
  }

  get #state() {
    return this.#store.state;
  }

  /** The address names a conversation, and perhaps a message in it: a link, the back button, a reload. */
  async follow(address) {
    const id = conversationFrom(address);
    if (this.#state.me === null || id === null) return;
    await this.#come(id);
    const message = messageFrom(address);
    if (message !== null && this.#state.open === id) this.goTo(id, message);
  }

  /** After a reload: what is known already at once, all else when the server answers, unless one is elsewhere by then. */
  resume(address) {
    const id = conversationFrom(address);
    if (id !== null && (!isRoom(id) || Object.hasOwn(this.#state.conversations, id))) this.#come(id);
    const { open } = this.#state;
    const { key } = this.#session;
    this.#session.lifeline.addEventListener('up', () => {
      if (this.#state.open === open && this.#session.key === key) this.follow(address);
    }, { once: true });
  }

  /** A message, wherever it is, as long as it is known or can be had from the server. */
  async goTo(id, message) {
    await this.#come(id);
    if (this.#state.open !== id) return;
    this.#screen.draw();
    if (this.#reader.show(message)) return;
    if (!await this.#session.reach(id, message)) return;
    if (this.#state.open === id && !this.#reader.show(message)) this.#toast.show(this.#words().say('problem.noSuchMessage'));
  }

  async #come(id) {
    if (id === this.#state.open) return;
    if (isRoom(id) && keyOf(id) !== LOBBY && !Object.hasOwn(this.#state.conversations, id)) await this.join(keyOf(id));
    else if (id !== personId(this.#state.me.id)) this.#session.open(id);
  }

  join = async room => {
    try {
      await this.#session.join(room);
      closeDrawers();
    } catch (problem) {
      this.#toast.show(explain(this.#words(), problem));
    }
  };

  writeTo = person => {
    closeDrawers();
    this.#session.open(personId(person));
  };

  closeDirect = () => {
    this.#session.closeDirect(this.#state.open);
  };
}
