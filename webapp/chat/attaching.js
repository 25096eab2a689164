import { nothing } from '../vendor/lit-html/lit-html.js';

/**
 * Files that people attach: by button, by pasting, by dropping them on the conversation. What is done with them is loaded
 * when the first one comes (chat/files/); here is only what must be there before.
 */
export class Attaching {
  #store;
  #session;
  #changed;
  #uploads = null;
  #coming = null;
  #views = null;

  /** {maxBytes, types} once the server has told, null before. */
  limits = null;
  /** Somebody drags a file over the page. */
  isOver = false;

  /** `changed()` draws the page anew. */
  constructor(store, session, changed) {
    this.#store = store;
    this.#session = session;
    this.#changed = changed;
    this.#watchDrops();
  }

  /** Files may be sent at all. */
  get isAllowed() {
    return this.limits?.maxBytes !== 0;
  }

  /** Asks the server what it accepts; without an answer it says so when it is sent too much. */
  async learn() {
    if (this.limits) return;
    try {
      const answer = await fetch(new URL('api/files', document.baseURI), { headers: { Accept: 'application/json' } });
      const { maxBytes, types } = await answer.json();
      if (answer.ok && Number.isInteger(maxBytes)) this.limits = { maxBytes, types };
      this.#changed();
    } catch { /* as above */ }
  }

  pick = () => document.getElementById('files').click();

  picked = ({ target }) => {
    this.#add([...target.files]);
    target.value = '';                              // the same file may be chosen again
  };

  pasted = event => {
    const files = [...event.clipboardData?.files ?? []];
    // Word processors put a picture of the text beside the text: then the text is meant.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    this.#add(files);
  };

  /** There is something to send in that conversation besides a text. */
  has(id) {
    return this.#uploads?.has(id) ?? false;
  }

  /** Takes what is attached, and the text, on its way; false when there is nothing attached. `more` as in Sending. */
  send(id, text, more) {
    return this.#uploads?.send(id, text, more) ?? false;
  }

  /** A message whose file the server has lost is sent with the file anew; false when the page has not got it either. */
  again(id, key) {
    return this.#uploads?.again(id, key) ?? false;
  }

  /** A picture that was sent from here, without asking the server for it; undefined when it is not at hand. */
  preview(fileId) {
    return this.#uploads?.preview(fileId);
  }

  discard(key) {
    this.#uploads?.discard(key);
  }

  forget() {
    this.#uploads?.forget();
  }

  /** What is attached, above the text. */
  view(page) {
    return this.#views?.attachedView(page, this.#uploads) ?? nothing;
  }

  /** The file of a message that is still on its way up. */
  carried(page, id, message) {
    return this.#views?.carriedView(page, this.#uploads, id, message) ?? nothing;
  }

  async #add(files) {
    const id = this.#store.state.open;
    if (!this.isAllowed || files.length === 0) return;
    const uploads = await this.#load();
    uploads.add(id, files);
    document.getElementById('composer')?.focus({ preventScroll: true });
  }

  #load() {
    return this.#coming ??= Promise.all([import('./files/uploads.js'), import('./files/upload-views.js')]).then(([{ Uploads }, views]) => {
      this.#views = views;
      this.#uploads = new Uploads({
        store: this.#store, session: this.#session, changed: this.#changed, limits: () => this.limits,
      });
      return this.#uploads;
    }).catch(problem => {
      this.#coming = null;                          // away: again with the next file
      throw problem;
    });
  }

  #watchDrops() {
    const carriesFiles = event => this.#store.state.me !== null && event.dataTransfer?.types.includes('Files');
    const over = is => {
      if (this.isOver === is) return;
      this.isOver = is;
      this.#changed();
    };
    addEventListener('dragover', event => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const isWelcome = this.isAllowed && !document.querySelector('dialog:modal');
      event.dataTransfer.dropEffect = isWelcome ? 'copy' : 'none';
      over(isWelcome);
    });
    addEventListener('dragleave', event => { if (event.relatedTarget === null) over(false); });
    addEventListener('drop', event => {
      if (!carriesFiles(event)) return;
      event.preventDefault();                       // else the browser would open it in place of the page
      if (this.isOver) this.#add([...event.dataTransfer.files]);
      over(false);
    });
  }
}
