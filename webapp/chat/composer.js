import { forGood } from '../lib/saved.js';
import { lengthOf } from '../lib/people.js';

/** `parley.chat.text-max`, as the server has it by default. */
const TEXT_MAX = 4_000;
/** Safari sends the Enter that ends a composition right after `compositionend`. */
const AFTER_COMPOSING = 60;

/**
 * The field one writes in: sending, drafts for each conversation, growing, input methods.
 * Nothing here waits for the network.
 */
export class Composer {
  #store;
  #session;
  #refused;
  #drafts = {};
  #changed = {};
  #shown = null;
  #composedAt = -Infinity;
  #saving;

  max = TEXT_MAX;
  /** What else goes with the text (chat/attaching.js). */
  attaching = null;

  /** `refused()` is called when a text cannot be taken now and stays in the field. */
  constructor(store, session, refused) {
    this.#store = store;
    this.#session = session;
    this.#refused = refused;
    addEventListener('pagehide', () => this.#save());
  }

  get #field() {
    return document.getElementById('composer');
  }

  get #place() {
    return `drafts:${this.#store.state.namespace}`;
  }

  /** Puts the draft of the open conversation into the field; to be called after each rendering. */
  show() {
    const { open } = this.#store.state;
    const field = this.#field;
    if (!field || this.#shown === open && field.dataset.for === open) return;
    if (this.#shown === null) this.#drafts = forGood.read(this.#place, {});
    this.#shown = open;
    field.dataset.for = open;
    field.value = this.#drafts[open] ?? '';
    this.#measure();
  }

  forget() {
    this.#save();
    this.rest();
  }

  /** There is no field any more. */
  rest() {
    clearTimeout(this.#saving);
    this.#shown = null;
  }

  focus() {
    this.#field?.focus({ preventScroll: true });
  }

  submit = event => {
    event.preventDefault();
    const field = this.#field;
    const text = field.value.trim();
    if (text === '' && !this.attaching?.has(this.#shown)) field.focus();
    else if (lengthOf(text) <= TEXT_MAX) this.#send(text);
  };

  typed = ({ target }) => {
    this.#write(target.value);
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), 300);
    this.#measure();
    this.#session.typing(this.#shown, target.value.trim() !== '');
  };

  pressed = event => {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    // Enter that chooses a candidate of an input method is not a wish to send.
    if (event.isComposing || event.keyCode === 229 || event.timeStamp - this.#composedAt < AFTER_COMPOSING) return;
    event.preventDefault();
    this.submit(event);
  };

  composed = ({ timeStamp }) => {
    this.#composedAt = timeStamp;
  };

  left = () => {
    if (this.#shown) this.#session.typing(this.#shown, false);
  };

  /** Sets the chosen words between two marks, or the cursor between them when nothing is chosen. */
  wrap(mark) {
    const field = this.#field;
    const { selectionStart: from, selectionEnd: to, value } = field;
    field.focus();
    const text = mark + value.slice(from, to) + mark;
    // `insertText` keeps the browser's undo; where there is none, the value is set.
    if (!document.execCommand?.('insertText', false, text)) field.setRangeText(text, from, to, 'end');
    field.setSelectionRange(from + mark.length, to + mark.length);
    this.typed({ target: field });
  }

  #send(text) {
    const field = this.#field;
    if (!this.attaching?.send(this.#shown, text) && !this.#session.say(this.#shown, text)) {
      this.#refused();
      return;
    }
    field.value = '';
    this.#write('');
    this.#save();
    this.#measure();
    this.#session.typing(this.#shown, false);
    field.focus();
  }

  /** Other tabs may have written to other conversations meanwhile: only what was changed here is saved. */
  #write(text) {
    this.#drafts = { ...this.#drafts, [this.#shown]: text };
    this.#changed[this.#shown] = text;
  }

  #measure() {
    const field = this.#field;
    this.#store.dispatch({ type: 'over', by: Math.max(0, lengthOf(field.value.trim()) - TEXT_MAX) });
    if (CSS.supports('field-sizing', 'content')) return;
    field.style.setProperty('block-size', 'auto');
    field.style.setProperty('block-size', `${field.scrollHeight}px`);
  }

  #save() {
    clearTimeout(this.#saving);
    if (this.#shown === null) return;
    const kept = Object.entries({ ...forGood.read(this.#place, {}), ...this.#changed }).filter(([, text]) => text !== '');
    this.#changed = {};
    if (kept.length > 0) forGood.write(this.#place, Object.fromEntries(kept));
    else forGood.forget(this.#place);
  }
}
