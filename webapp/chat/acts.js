import { preference } from '../lib/preferences.js';
import { linkTo } from './conversation.js';
import { placeNear } from './float.js';
import { letterOf } from './keys.js';
import { find } from './messages.js';

/** A long press on a touch screen opens the same menu as the button. */
const LONG_PRESS = 500;
const MOVED = 10;

/** What can be done with a message: the toolbar at the one that is pointed at or has the focus, its menu, and its keys. */
export class Acts {
  #store;
  #session;
  #composer;
  #screen;
  #copy;
  #press;

  /** The key of the message that has the toolbar. */
  at = null;
  /** Of which message the menu is open, or whose deletion is asked for: {id, message}. */
  of = null;

  /** `copy(text)` puts a text where it can be pasted from. */
  constructor({ store, session, composer, screen, copy }) {
    this.#store = store;
    this.#session = session;
    this.#composer = composer;
    this.#screen = screen;
    this.#copy = copy;
    // One may have pointed at a message before this was here.
    this.#show(document.querySelector('#messages > .message:is(:hover, :focus-within)')?.dataset.key ?? null);
  }

  /** For pointerover and focusin in the log. */
  pointed = ({ target }) => this.#show(target.closest('.message')?.dataset.key ?? this.at);

  /** For pointerleave: the toolbar stays where the focus is. */
  left = () => this.#show(document.activeElement?.closest('#messages > .message')?.dataset.key ?? null);

  /** While a menu is open that it has opened, it stays: the focus comes back to it. */
  #show(key) {
    if (key === this.at || document.querySelector('.menu:popover-open, .emoji:popover-open')) return;
    // Where it was, it takes nothing with it: the focus stays at the message.
    document.activeElement?.closest('.acts')?.parentElement.focus({ preventScroll: true });
    this.at = key;
    this.#screen.refresh();
  }

  #messageAt(element) {
    const line = element.closest('.message[data-id]');
    return line && find(this.#store.state.conversations[this.#store.state.open].messages, Number(line.dataset.id));
  }

  // ---- What one may do here

  get #missing() {
    const { conversations, open } = this.#store.state;
    return conversations[open].missing;
  }

  get mayWrite() {
    return !this.#missing.post;
  }

  /** Who reacts is told the whole message. */
  get mayReact() {
    return this.mayWrite && !this.#missing.read;
  }

  // ---- The deeds

  reply = message => this.#composer.reply(this.#store.state.open, message.id);

  edit = message => this.#composer.edit(this.#store.state.open, message);

  react = (message, reaction) => {
    const mine = message.reactions?.find(one => one.reaction === reaction)?.people.includes(this.#store.state.me.id);
    this.#session.react(this.#store.state.open, message.id, reaction, !mine);
  };

  copyLink = message => this.#copy(new URL(linkTo(this.#store.state.open, message.id), location.href).href);

  copyText = message => this.#copy(message.text);

  askToDelete = message => {
    this.#choose(message);
    document.getElementById('delete').showModal();
  };

  delete = () => this.#session.remove(this.of.id, this.of.message.id);

  /** The last message of one's own that can still be changed, for ↑ in an empty field. */
  editLast = () => {
    const { state } = this.#store;
    const message = state.conversations[state.open].messages.findLast(({ own, deleted, text }) => own && !deleted && text !== '');
    if (message) this.edit(message);
    return message !== undefined;
  };

  // ---- Keys on a message

  pressed = event => {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches('.message') || !preference('shortcuts')) return;
    const message = this.#messageAt(event.target);
    if (!message || message.deleted) return;
    const deed = { r: this.mayWrite ? this.reply : null, e: message.own && this.mayWrite ? this.edit : null, Delete: message.own ? this.askToDelete : null }[letterOf(event) ?? event.key];
    if (!deed) return;
    event.preventDefault();
    deed(message);
  };

  // ---- The menu

  openMenu = (message, anchor) => {
    this.#choose(message);
    placeNear(document.getElementById('message-menu'), anchor);
  };

  #choose(message) {
    this.of = { id: this.#store.state.open, message };
    this.#screen.draw();
  }

  // It opens when the finger is lifted: a popover that is opened under it would be closed again by the lifting.
  held = event => {
    this.released();
    if (event.pointerType !== 'touch') return;
    const { target, clientX: x, clientY: y } = event;
    const message = this.#messageAt(target);
    if (!message || message.deleted) return;
    const press = { x, y, isLong: false, message, line: target.closest('.message') };
    press.timer = setTimeout(() => {
      press.isLong = true;
      navigator.vibrate?.(10);
    }, LONG_PRESS);
    this.#press = press;
  };

  moved = ({ clientX, clientY }) => {
    if (this.#press && Math.hypot(clientX - this.#press.x, clientY - this.#press.y) > MOVED) this.released();
  };

  lifted = () => {
    const { isLong, message, line } = this.#press ?? {};
    this.released();
    if (isLong) setTimeout(() => this.openMenu(message, line.querySelector('.said')));
  };

  released = () => {
    clearTimeout(this.#press?.timer);
    this.#press = null;
  };

  /** The browser's own menu of a long press would cover ours. */
  unasked = event => {
    if (this.#press) event.preventDefault();
  };
}
