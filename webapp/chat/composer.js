import { lengthOf } from '../lib/people.js';
import { preference } from '../lib/preferences.js';
import { commandIn, withoutEscape } from './command.js';
import { Drafts } from './drafts.js';
import { find } from './messages.js';

/** `parley.chat.text-max`, as the server has it by default. */
const TEXT_MAX = 4_000;
/** Safari sends the Enter that ends a composition right after `compositionend`. */
const AFTER_COMPOSING = 60;

/**
 * The field one writes in: sending, answering, changing what is said, drafts for each conversation, input methods.
 * Nothing here waits for the network, but a changed text and a command, which stay in the field until they are taken.
 */
export class Composer {
  #store;
  #session;
  #tell;
  #drafts;
  #shown = null;
  #composedAt = -Infinity;

  max = TEXT_MAX;
  /** The list above the field (chat/suggestions.js), once it is here. */
  suggestions = null;
  /** Set by whoever knows what commands do: `run(command)` rejects with {code}. */
  commands = null;
  /** Set by whoever knows what else goes with a text (chat/attaching.js): `has(id)`, `send(id, text, more)`. */
  attaching = null;
  /** Set by whoever knows which message is the last one's own: opens it for a change, and says whether there is one. */
  editLast = () => false;
  /** Called when something of one's own stands in the log. */
  said = () => {};

  /** `tell(problem)` is called with {code} when something cannot be done now; the text stays in the field. */
  constructor(store, session, tell) {
    this.#store = store;
    this.#session = session;
    this.#tell = tell;
    this.#drafts = new Drafts(() => store.state.namespace);
  }

  /** From now on names and commands are offered; also for what is being written already. */
  offers(Suggestions) {
    if (this.suggestions) return;
    this.suggestions = new Suggestions(this.#store, () => this.#field, (from, to, text) => this.#replace(from, to, text));
    if (this.#field !== null && this.#field === document.activeElement) this.suggestions.look();
  }

  get #field() {
    return document.getElementById('composer');
  }

  get #intent() {
    return this.#store.state.conversations[this.#shown]?.intent ?? null;
  }

  get #isEdit() {
    return this.#intent?.kind === 'edit';
  }

  /** Puts what belongs there into the field; to be called after each rendering. */
  show() {
    const { open } = this.#store.state;
    const field = this.#field;
    if (this.#shown === null) this.#drafts.load();
    this.#shown = open;
    if (!field) return;
    const what = this.#isEdit ? `${open} ${this.#intent.message}` : open;
    if (field.dataset.for === what) return;
    field.dataset.for = what;
    field.value = this.#drafts.of(open, this.#isEdit);
    this.suggestions?.hide();
    this.#measure();
  }

  /** What was written is nobody else's business. */
  forget() {
    this.#drafts.forget();
    this.rest();
  }

  /** There is no field any more. */
  rest() {
    this.#drafts.save();
    this.#shown = null;
  }

  /** Without a field (one may not write here) the title gets the focus. */
  focus() {
    (this.#field ?? document.getElementById('title'))?.focus({ preventScroll: true });
  }

  reply(id, message) {
    this.#intend(id, { kind: 'reply', message });
  }

  edit(id, { id: message, text }) {
    this.#drafts.write(id, text, true);
    this.#intend(id, { kind: 'edit', message });
  }

  /** It becomes just a message again. */
  giveUp = () => {
    this.#intend(this.#shown, null);
  };

  #intend(id, intent) {
    this.#store.dispatch({ type: 'intends', id, intent });
    this.show();
    this.focus();
  }

  submit = event => {
    event.preventDefault();
    const field = this.#field;
    const text = field.value.trim();
    if (text === '' && (this.#isEdit || !this.attaching?.has(this.#shown))) field.focus();
    else if (lengthOf(text) <= TEXT_MAX) this.#send(text);
  };

  typed = ({ target }) => {
    this.#drafts.write(this.#shown, target.value, this.#isEdit);
    this.suggestions?.look();
    this.#measure();
    this.#session.typing(this.#shown, target.value.trim() !== '' && !target.value.startsWith('/'));
  };

  pressed = event => {
    // Enter that chooses a candidate of an input method is not a wish to send.
    if (event.isComposing || event.keyCode === 229 || event.timeStamp - this.#composedAt < AFTER_COMPOSING) return;
    if (this.suggestions?.pressed(event) || event.altKey) return;
    if (event.key === 'Enter' && this.#isSend(event)) {
      event.preventDefault();
      this.submit(event);
    } else if (event.key === 'ArrowUp' && this.#field.value === '' && !event.shiftKey && this.editLast()) event.preventDefault();
    else if (event.key === 'Escape' && this.#intent) {
      event.preventDefault();
      this.giveUp();
    }
  };

  /** Enter sends and Shift+Enter makes a new line, or the other way round: Ctrl+Enter sends and Enter makes the line. */
  #isSend(event) {
    return preference('enterSends') ? !event.shiftKey : event.ctrlKey || event.metaKey;
  }

  composed = ({ timeStamp }) => {
    this.#composedAt = timeStamp;
  };

  left = () => {
    this.suggestions?.hide();
    if (this.#shown) this.#session.typing(this.#shown, false);
  };

  /** Sets the chosen words between two marks, or the cursor between them when nothing is chosen. */
  wrap(mark) {
    const { selectionStart: from, selectionEnd: to, value } = this.#field;
    this.#replace(from, to, mark + value.slice(from, to) + mark);
    this.#field.setSelectionRange(from + mark.length, to + mark.length);
  }

  /** Puts a text where the cursor is. */
  insert(text) {
    const { selectionStart: from, selectionEnd: to } = this.#field;
    this.#replace(from, to, text);
  }

  #replace(from, to, text) {
    const field = this.#field;
    field.focus();
    field.setSelectionRange(from, to);
    // `insertText` keeps the browser's undo; where there is none, the value is set.
    if (!document.execCommand?.('insertText', false, text)) field.setRangeText(text, from, to, 'end');
    this.typed({ target: field });
  }

  #send(text) {
    const command = this.#intent || !this.commands ? null : commandIn(text);
    if (this.#isEdit) this.#finish(this.#change(text));
    else if (command) this.#finish(this.commands.run(command));
    else if (!this.#say(withoutEscape(text), { replyTo: this.#intent?.message })) this.#tell({ code: 'QUEUE_FULL' });
    else {
      this.#clear(this.#shown);
      this.said();
    }
  }

  #say(text, more) {
    return this.attaching?.send(this.#shown, text, more) || this.#session.say(this.#shown, text, more);
  }

  async #change(text) {
    const { message: id } = this.#intent;
    const before = find(this.#store.state.conversations[this.#shown].messages, id);
    if (before?.text !== text) await this.#session.edit(this.#shown, id, text);
  }

  /** Empties the field when the server has taken it; what was written meanwhile stays. */
  async #finish(taken) {
    const id = this.#shown;
    const isEdit = this.#isEdit;
    const { value } = this.#field;
    try {
      await taken;
      if (this.#shown === id) {
        if (this.#isEdit === isEdit && this.#field?.value === value) this.#clear(id);
      } else if (this.#drafts.of(id, isEdit) === value) {
        this.#drafts.write(id, '', isEdit);
        if (isEdit) this.#store.dispatch({ type: 'intends', id, intent: null });
      }
    } catch (problem) {
      this.#tell(problem);
    }
  }

  #clear(id) {
    const field = this.#field;
    field.value = '';
    this.#drafts.write(id, '', this.#isEdit);
    this.#drafts.save();
    this.#measure();
    this.suggestions?.hide();
    this.#session.typing(id, false);
    if (this.#intent) this.giveUp();
    else field.focus();
  }

  #measure() {
    const field = this.#field;
    this.#store.dispatch({ type: 'over', by: Math.max(0, lengthOf(field.value.trim()) - TEXT_MAX) });
    if (CSS.supports('field-sizing', 'content')) return;
    field.style.setProperty('block-size', 'auto');
    field.style.setProperty('block-size', `${field.scrollHeight}px`);
  }
}
