import { placeOf } from '../conversation.js';
import { randomKey } from '../stay.js';
import { problemWithFile, sizeOf } from './accepting.js';
import { takeBack, upload } from './upload.js';

/**
 * Files that are attached, and those on their way up: one after the other, in the order in which they were attached. A file
 * is sent as soon as it is attached; it becomes a message of its own when somebody presses Send, and the message goes out
 * when the file has arrived. The text goes with the first.
 *
 * A file here: {key, id (of the conversation), file, name, type, size, width?, height?, preview?, status, share, problem, answer,
 * isSaid}. `status` is `waiting` (its turn, or the connection), `sending`, `done` or `failed`; `share` is how much is there, 0 to 1.
 * `key` is the message's nonce. The page does not keep the files themselves: when it is left, what is not there yet is told
 * afterwards as a message that failed (`FILE_LEFT`), for which the file can be chosen again.
 */
const TRIES = 3;
const PAUSE = 2_000;
/** So many of the files that were said are kept, should the server lose one before its message is there. */
const REMEMBERED = 10;

export class Uploads {
  #store;
  #session;
  #changed;
  #limits;
  #carry;
  #takeBack;
  #clock;
  #measure;
  #items = [];
  #current = null;
  #said = new Map();
  #dates = 0;
  #told = '';

  /** `limits()` as in problemWithFile; `carry(request)` is `upload`, `leave(request)` is `takeBack`, `measure(file)` is `sizeOf`. */
  constructor({ store, session, changed, limits, carry = upload, leave = takeBack, measure = sizeOf, clock = globalThis }) {
    this.#store = store;
    this.#session = session;
    this.#changed = changed;
    this.#limits = limits;
    this.#carry = carry;
    this.#takeBack = leave;
    this.#measure = measure;
    this.#clock = clock;
    session.lifeline.addEventListener('up', () => this.#up());
    session.lifeline.addEventListener('down', () => this.#changed());
    store.addEventListener('change', () => this.#leave());
  }

  /** What is attached in a conversation, and not said yet. */
  attached(id) {
    return this.#items.filter(item => item.id === id && !item.isSaid);
  }

  find(key) {
    return this.#items.find(item => item.key === key);
  }

  has(id) {
    return this.attached(id).some(({ status }) => status !== 'failed');
  }

  add(id, files) {
    for (const file of files) {
      const { name, size, type } = file;
      const code = problemWithFile(file, this.#limits());
      const item = {
        key: randomKey(), id, file, name, size, type, date: this.#now(), text: '', share: 0, tries: 0, answer: null, isSaid: false, isRefused: code !== null,
        status: code === null ? 'waiting' : 'failed', problem: code === null ? null : { code },
        preview: type.startsWith('image/') ? URL.createObjectURL(file) : null,
      };
      item.measured = code === null ? this.#measured(item) : null;
      this.#items.push(item);
    }
    this.#settle();
    this.#pump();
  }

  /** Says what is attached in a conversation; false when that is nothing. `more` goes with the text, as in Sending. */
  send(id, text, more = {}) {
    const items = this.attached(id).filter(({ status }) => status !== 'failed');
    items.forEach((item, i) => this.#compose(item, i === 0 ? { ...more, text } : { text: '' }));
    this.#advance(id);
    this.#settle();
    return items.length > 0;
  }

  /** A picture that was sent from here, as it is at hand; undefined when it is not. */
  preview(fileId) {
    return this.#said.get(fileId)?.preview;
  }

  retry(key) {
    const item = this.find(key);
    if (!item || item.isRefused) return;
    Object.assign(item, { status: 'waiting', problem: null, tries: 0 });
    this.#settle();
    this.#pump();
  }

  /** Takes a file back: stops it, forgets it and its message. */
  discard(key) {
    const item = this.find(key);
    if (!item) return;
    this.#drop(item);
    if (item.status === 'done') this.#free(item.answer);
    if (item.isSaid) this.#store.dispatch({ type: 'removed', id: item.id, key });
    this.#advance(item.id);
    this.#settle();
    this.#pump();
  }

  /** What has arrived in vain is not to stand in the way of other files. */
  async #free(answer) {
    try {
      await this.#takeBack({ key: await this.#session.bearer(), answer });
    } catch { /* it goes by itself, later */ }
  }

  /** The server has refused a message because it has not got its file (any more): both anew. */
  again(id, key) {
    const message = this.#pending({ id, key });
    const { file } = this.#said.get(message?.file?.id) ?? {};
    if (message?.problem?.code !== 'NO_SUCH_FILE' || !file) return false;
    this.instead({ id, key }, [file]);
    return true;
  }

  /** Says a message anew, with these files; it stays as it is when none of them can be sent. */
  instead({ id, key }, files) {
    const message = this.#pending({ id, key });
    const before = this.#items.length;
    this.add(id, files);
    const items = this.#items.slice(before).filter(({ isRefused }) => !isRefused);
    if (!message || items.length === 0) return;
    this.#store.dispatch({ type: 'removed', id, key });
    items.forEach((item, i) => this.#compose(item, i === 0 ? message : { text: '' }));
    this.#settle();
  }

  #pending({ id, key }) {
    return this.#store.state.conversations[id]?.pending.find(one => one.key === key);
  }

  forget() {
    for (const item of [...this.#items]) this.#drop(item);
    for (const id of [...this.#said.keys()]) this.#forgetSaid(id);
    this.#settle();
  }

  #up() {
    for (const item of this.#items) {
      if (item.status === 'failed' && item.problem.code === 'LOST') Object.assign(item, { status: 'waiting', problem: null, tries: 0 });
    }
    this.#settle();
    this.#pump();
  }

  get #isUp() {
    return this.#store.state.line.phase === 'connected';
  }

  async #pump() {
    if (this.#current || !this.#isUp) return;
    const item = this.#items.find(({ status, pause }) => status === 'waiting' && !pause);
    if (!item) return;
    this.#current = { item, cancel: () => {} };
    Object.assign(item, { status: 'sending', share: 0, tries: item.tries + 1 });
    this.#settle();
    try {
      await item.measured;
      const key = await this.#session.bearer();
      if (!this.#items.includes(item)) throw { code: 'CANCELLED' };
      const { done, cancel } = this.#carry({ address: this.#address(item), key, file: item.file, progress: share => this.#progress(item, share) });
      this.#current.cancel = cancel;
      item.answer = await done;
      item.status = 'done';
      this.#advance(item.id);
    } catch (problem) {
      this.#failed(item, problem);
    }
    this.#current = null;
    this.#settle();
    this.#pump();
  }

  async #measured(item) {
    item.dimensions = await this.#measure(item.file);
    this.#settle();
  }

  #address({ id, name, dimensions }) {
    const parameters = new URLSearchParams({ ...placeOf(id), namespace: this.#store.state.namespace, name, ...dimensions });
    return new URL(`api/files?${parameters}`, globalThis.document?.baseURI ?? 'http://localhost/').href;
  }

  #progress(item, share) {
    item.share = share;
    this.#settle();
  }

  #failed(item, problem) {
    if (problem.code === 'CANCELLED') return;
    if (problem.retryAfter > 0) this.#later(item, problem.retryAfter);
    else if (!this.#isUp) item.status = 'waiting';
    else if (problem.code === 'LOST' && item.tries < TRIES) this.#later(item, PAUSE);
    else Object.assign(item, { status: 'failed', problem });
  }

  #later(item, ms) {
    item.status = 'waiting';
    item.pause = this.#clock.setTimeout(() => {
      item.pause = null;
      this.#pump();
    }, ms);
  }

  #compose(item, { text, replyTo }) {
    const date = this.#now();
    Object.assign(item, { isSaid: true, text, replyTo, date });
    this.#store.dispatch({ type: 'composed', id: item.id, message: { key: item.key, text, replyTo, date, status: 'uploading', file: fileOf(item) } });
  }

  #now() {
    return this.#dates = Math.max(Date.now(), this.#dates + 1);
  }

  /** Where a room has been left, nothing is to be sent any more. */
  #leave() {
    const gone = this.#items.filter(({ id }) => !Object.hasOwn(this.#store.state.conversations, id));
    if (gone.length === 0) return;
    gone.forEach(item => this.#drop(item));
    this.#settle();
  }

  /** Those that have arrived go on their way, in order; what failed holds nobody up. */
  #advance(id) {
    for (const item of this.#items.filter(one => one.id === id && one.isSaid)) {
      if (item.status === 'failed') continue;
      if (item.status !== 'done') break;
      this.#remember(item);
      this.#drop(item);
      this.#session.carry(id, item.key, item.answer);
    }
  }

  #remember(item) {
    const { answer, file, preview } = item;
    item.preview = null;
    this.#said.set(answer.id, { file, preview });
    if (this.#said.size > REMEMBERED) this.#forgetSaid(this.#said.keys().next().value);
  }

  #forgetSaid(id) {
    const { preview } = this.#said.get(id);
    this.#said.delete(id);
    if (preview) URL.revokeObjectURL(preview);
  }

  #drop(item) {
    this.#items = this.#items.filter(one => one !== item);
    this.#clock.clearTimeout(item.pause);
    if (this.#current?.item === item) this.#current.cancel();
    if (item.preview) URL.revokeObjectURL(item.preview);
  }

  /** Messages on their way are drawn anew, and the browser asks before it forgets a file. */
  #settle() {
    for (const { id, key, isSaid, status, share, problem } of this.#items) {
      if (isSaid) this.#store.dispatch({ type: 'delivery', id, key, upload: { status, share, problem } });
    }
    const left = this.#items.filter(({ isRefused }) => !isRefused);
    globalThis.onbeforeunload = left.length > 0 ? event => event.preventDefault() : null;
    this.#tell(left);
    this.#changed();
  }

  /** Not at every step of an upload. */
  #tell(left) {
    const told = left.map(({ key, isSaid }) => key + isSaid).join();
    if (told === this.#told) return;
    this.#told = told;
    this.#session.carries(left.map(item => {
      const { key, id, date, text, replyTo } = item;
      return { key, id, date, text, replyTo, file: fileOf(item), problem: { code: 'FILE_LEFT' } };
    }));
  }
}

const fileOf = ({ name, type, size }) => ({ name, type, size });
