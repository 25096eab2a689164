import { conversationOf } from './conversation.js';
import { changesOf } from './permissions.js';
import { hear } from './told.js';

/** What the server says by itself: taken into the store, and what follows from it. */
export class Hearing {
  #store;
  #isSeen;
  #sending;
  #reading;
  #notice;
  #heard;
  #permitted;

  /**
   * `isSeen`, `notice` as in Session; `heard({id, message})` is told of what somebody else has just said, `permitted(changes)` of
   * changed permissions (`changesOf`).
   */
  constructor({ store, isSeen, sending, reading, notice, heard, permitted }) {
    this.#permitted = permitted;
    this.#store = store;
    this.#isSeen = isSeen;
    this.#sending = sending;
    this.#reading = reading;
    this.#notice = notice;
    this.#heard = heard;
  }

  /** {name, data}, in the words of docs/chat.md. */
  event(event) {
    const before = this.#store.state;
    const action = hear(event, { state: before, at: Date.now(), isSeen: this.#isSeen });
    if (action?.type === 'late' && action.late) this.#notice({ what: 'late' });
    if (event.name === 'error' && before.me) this.#notice({ what: 'problem', problem: event.data });
    if (action === null) return;
    this.#store.dispatch(action);
    if (action.type === 'received') this.#received(action, before);
    if (action.type === 'permitted') this.#permitted(changesOf(before, action.rooms));
  }

  #received({ message }, before) {
    if (message.nonce) this.#sending.arrived(message.nonce);
    const { me, conversations } = this.#store.state;
    const id = conversationOf(message, me.id);
    const latest = conversations[id]?.messages.at(-1);
    const isNew = latest?.id === message.id && before.conversations[id]?.messages.at(-1)?.id !== message.id;
    if (isNew && !latest.own) this.#heard({ id, message: latest });
    if (this.#isSeen(id)) this.#reading.look(id);
  }
}
