import { isRoom } from '../conversation.js';
import { nameOf } from '../state.js';
import { tone } from './tone.js';

/**
 * Tells of a message while nobody looks at the chat. Of several tabs one does (the one that holds a lock), and none if
 * somebody looks at any of them (they tell each other).
 */
const WAIT = 300;
const LONGEST = 200;

export class Bell {
  #context;
  #choices;
  #channel;
  #isFirst = false;
  #over = new AbortController();
  #looked = new Set();
  #shown = new Map();

  /** `choices()` is {on, sound}. */
  constructor(context, choices) {
    this.#context = context;
    this.#choices = choices;
    const { namespace } = context.store.state;
    this.#channel = new BroadcastChannel(`parley.bell.${namespace}`);
    this.#channel.onmessage = ({ data }) => this.#looked.add(data);
    const { signal } = this.#over;
    addEventListener('focus', () => this.#clear(), { signal });
    if (navigator.locks) navigator.locks.request(`parley.bell.${namespace}`, { signal }, () => this.#first(signal)).catch(() => {});
    else this.#isFirst = true;
  }

  ring(id, message) {
    const name = `${id} ${message.id}`;
    if (document.hasFocus()) {
      this.#channel.postMessage(name);
      return;
    }
    setTimeout(() => {
      const isQuiet = this.#looked.delete(name) || !this.#isFirst || document.hasFocus() || this.#context.store.state.me === null;
      if (!isQuiet) this.#tell(id, message);
    }, WAIT);
  }

  #tell(id, message) {
    const { on, sound } = this.#choices();
    if (sound) tone();
    if (!on || globalThis.Notification?.permission !== 'granted') return;
    try {
      this.#show(id, message);
    } catch { /* a phone's browser: they are for service workers there */ }
  }

  #show(id, message) {
    const { store, words, open } = this.#context;
    const place = nameOf(store.state, id);
    const title = isRoom(id) ? words().say('notify.inRoom', { name: message.name, room: place }) : message.name;
    const body = message.text === '' && message.file ? message.file.name : shortened(message.text);
    const icon = new URL('media/mark.svg', document.baseURI).href;
    const notification = new Notification(title, { body, icon, tag: `${store.state.namespace} ${id}`, renotify: true, silent: true, lang: words().language });
    this.#shown.set(id, notification);
    notification.onclick = () => {
      focus();
      notification.close();
      if (store.state.me !== null) open(id);
    };
  }

  /** One is here again. */
  #clear() {
    for (const notification of this.#shown.values()) notification.close();
    this.#shown.clear();
    this.#looked.clear();
  }

  /** The person has left this namespace. */
  end() {
    this.#over.abort();
    this.#channel.close();
    this.#clear();
  }

  /** Until the page is gone, or the person. */
  #first(signal) {
    this.#isFirst = true;
    return new Promise(resolve => signal.addEventListener('abort', resolve));
  }
}

function shortened(text) {
  const characters = [...text];
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST).join('')}…`;
}
