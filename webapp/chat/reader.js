import { Edges } from './edges.js';
import { find } from './messages.js';
import { LogWindow } from './log-window.js';
import { Scroll } from './scroll.js';

/** Reading the open conversation: where one is in its log, and what of it is in the page. */
export class Reader {
  #store;
  #session;
  #screen;
  #scroll = new Scroll();
  #edges = new Edges(edge => (edge === 'earlier' ? this.earlier() : this.later()));
  #shown = null;
  #wasLoaded = false;

  window = new LogWindow();
  /** So far above the end that a way back is welcome. */
  isAbove = false;

  /** `screen` has draw(), refresh(); `arrived(id, isFirst)` is told when another conversation is in view. */
  constructor(store, screen, arrived) {
    this.#store = store;
    this.#screen = screen;
    this.arrived = arrived;
  }

  /** Whom to ask for what the page does not know; and whom to tell what has been read. */
  set session(session) {
    this.#session = session;
  }

  get #open() {
    return this.#store.state.conversations[this.#store.state.open];
  }

  /** Whether a message that comes there now is read as it comes. */
  isSeen(id) {
    return this.#shown === id && document.visibilityState === 'visible' && this.window.isAtEnd && this.#scroll.isAtEnd;
  }

  /** The messages that are to be in the page. */
  get messages() {
    return this.window.of(this.#open.messages, this.#scroll.isAtEnd ? 'end' : 'start');
  }

  /** Around each rendering of a conversation. */
  around(rendering) {
    const { id, loaded } = this.#open;
    const isNew = this.#shown !== id;
    const isFirstPage = !isNew && !this.#wasLoaded && loaded;
    if (isNew || this.#wasLoaded !== loaded) this.window.arrive(this.#open);
    this.#wasLoaded = loaded;
    this.#scroll.hold(this.window.isAtEnd);
    rendering();
    if (isNew) this.#arrive(id);
    else if (isFirstPage) this.#lookAround();
    else this.#scroll.restore();
    this.#edges.watch();
  }

  /** Nothing is shown any more. */
  rest() {
    this.#shown = null;
  }

  #arrive(id) {
    const isFirst = this.#shown === null;
    this.#shown = id;
    this.isAbove = false;
    this.arrived(id, isFirst);
    this.#lookAround();
  }

  /** At the first new message, or at the end; what is in view counts as read. */
  #lookAround() {
    this.#scroll.toFresh();
    requestAnimationFrame(this.scrolled);
  }

  scrolled = () => {
    const { state } = this.#store;
    if (state.me === null) return;
    if (this.isSeen(state.open)) this.#session.look(state.open);
    if (this.#scroll.isAbove === this.isAbove) return;
    this.isAbove = this.#scroll.isAbove;
    this.#screen.refresh();
  };

  /** What was said before: first what the page knows, then what the server has. */
  earlier = () => {
    const { id, messages } = this.#open;
    if (!this.window.hasEarlier(messages)) {
      this.#session.older(id);
      return;
    }
    this.window.earlier(messages);
    this.#screen.refresh();
  };

  later() {
    this.window.later(this.#open.messages);
    this.#screen.refresh();
  }

  /** After something of one's own: it is to be seen. */
  said = () => {
    if (this.isAbove || !this.window.isAtEnd) this.toLatest();
  };

  toLatest() {
    this.window.toEnd(this.#open);
    this.#screen.draw();
    this.#scroll.toEnd();
  }

  /** Shows a message of the open conversation that the page knows, and puts the focus on it; false when it does not know it. */
  show(messageId) {
    if (!find(this.#open.messages, messageId)) return false;
    this.window.around(this.#open.messages, messageId);
    this.#screen.draw();
    const line = document.querySelector(`#messages > [data-id="${messageId}"]`);
    line?.scrollIntoView({ block: 'center' });
    line?.focus({ preventScroll: true });
    line?.toggleAttribute('data-sought', true);
    setTimeout(() => line?.removeAttribute('data-sought'), 2_000);
    return true;
  }
}
