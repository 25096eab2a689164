import { problemWithRoom } from '../lib/people.js';
import { keyOf } from './conversation.js';
import { closeDrawers } from './drawers.js';
import { explain } from './problems.js';

/** What is asked in a dialog: which room to go to, what a room is about, whether to leave it. */
export class Wishes {
  #store;
  #session;
  #screen;
  #words;

  /** What was wrong with what was wished, in words, and whether the server is being asked. */
  wish = { problem: null, busy: false };
  /** The room whose topic is asked for: another tab may leave it meanwhile. */
  topicOf = null;

  constructor({ store, session, screen, words }) {
    this.#store = store;
    this.#session = session;
    this.#screen = screen;
    this.#words = words;
  }

  get #state() {
    return this.#store.state;
  }

  askToLeave() {
    document.getElementById('leave').showModal();
  }

  leave = () => {
    this.#session.leave(keyOf(this.#state.open));
  };

  askForRoom() {
    this.#wishes({ problem: null, busy: false });
    document.getElementById('room-name').value = '';
    document.getElementById('create').showModal();
  }

  submitRoom = event => this.#try(event, 'create', async ({ room: { value } }) => {
    const room = value.trim();
    const code = problemWithRoom(room);
    if (code) throw { code };
    await this.#session.join(room);
  });

  askForTopic() {
    this.topicOf = this.#state.open;
    this.#wishes({ problem: null, busy: false });
    document.getElementById('topic-text').value = this.#state.conversations[this.topicOf].topic;
    document.getElementById('topic').showModal();
  }

  submitTopic = event => this.#try(event, 'topic', ({ topic }) => this.#session.setTopic(this.topicOf, topic.value.trim()));

  /** Does what a dialog is for, and closes it; what was wrong stands in it. */
  async #try(event, dialog, deed) {
    event.preventDefault();
    if (this.wish.busy) return;
    const { elements } = event.currentTarget;
    this.#wishes({ problem: null, busy: true });
    try {
      await deed(elements);
      this.#wishes({ problem: null, busy: false });
      document.getElementById(dialog).close();
      closeDrawers();
    } catch (problem) {
      this.#wishes({ problem: explain(this.#words(), problem), busy: false });
      elements[0].focus();
    }
  }

  #wishes(wish) {
    this.wish = wish;
    this.#screen.draw();
  }
}
