import { problemWithRoom } from '../lib/people.js';
import { LOBBY, conversationFrom, isRoom, keyOf, messageFrom, personId } from './conversation.js';
import { closeDrawers } from './drawers.js';
import { explain } from './problems.js';

/** Going from one conversation to another: by the address, by a list, by a dialog. */
export class Places {
  #store;
  #session;
  #reader;
  #toast;
  #screen;
  #words;
  #bring;

  /** What was wrong with the name that was wished for a room, in words, and whether the server is being asked. */
  wish = { problem: null, busy: false };
  /** The room whose topic is asked for: another tab may leave it meanwhile. */
  topicOf = null;

  /** `bring()` resolves with whether the dialogs are here. */
  constructor({ store, session, reader, toast, screen, words, bring }) {
    this.#store = store;
    this.#session = session;
    this.#reader = reader;
    this.#toast = toast;
    this.#screen = screen;
    this.#words = words;
    this.#bring = bring;
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

  askToLeave = async () => {
    if (await this.#bring()) document.getElementById('leave').showModal();
  };

  leaveOpen = () => {
    this.#session.leave(keyOf(this.#state.open));
  };

  closeDirect = () => {
    this.#session.closeDirect(this.#state.open);
  };

  askForRoom = async () => {
    if (!await this.#bring()) return;
    this.wish = { problem: null, busy: false };
    this.#screen.draw();
    document.getElementById('room-name').value = '';
    document.getElementById('create').showModal();
  };

  submitRoom = async event => {
    event.preventDefault();
    if (this.wish.busy) return;
    const field = event.currentTarget.elements.room;
    const room = field.value.trim();
    try {
      const code = problemWithRoom(room);
      if (code) throw { code };
      this.#wishes({ problem: null, busy: true });
      await this.#session.join(room);
      this.#wishes({ problem: null, busy: false });
      document.getElementById('create').close();
      closeDrawers();
    } catch (problem) {
      this.#wishes({ problem: explain(this.#words(), problem), busy: false });
      field.focus();
    }
  };

  askForTopic = async () => {
    if (!await this.#bring()) return;
    this.wish = { problem: null, busy: false };
    this.topicOf = this.#state.open;
    this.#screen.draw();
    document.getElementById('topic-text').value = this.#state.conversations[this.topicOf].topic;
    document.getElementById('topic').showModal();
  };

  submitTopic = async event => {
    event.preventDefault();
    if (this.wish.busy) return;
    const field = event.currentTarget.elements.topic;
    try {
      this.#wishes({ problem: null, busy: true });
      await this.#session.setTopic(this.topicOf, field.value.trim());
      this.#wishes({ problem: null, busy: false });
      document.getElementById('topic').close();
    } catch (problem) {
      this.#wishes({ problem: explain(this.#words(), problem), busy: false });
      field.focus();
    }
  };

  #wishes(wish) {
    this.wish = wish;
    this.#screen.draw();
  }
}
