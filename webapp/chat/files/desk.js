import { Uploads } from './uploads.js';
import { attachedView, carriedView, dropView } from './upload-views.js';

/** Where files are handed in: by button, by pasting, by dropping them on the conversation. */
export class Desk {
  #store;
  #refresh;
  #isOver = false;

  /** {maxBytes, types} once the server has told, null before. */
  limits = null;
  uploads;

  constructor({ store, session, refresh }) {
    this.#store = store;
    this.#refresh = refresh;
    this.uploads = new Uploads({ store, session, changed: refresh, limits: () => this.limits });
    session.lifeline.addEventListener('up', () => this.#learn());
    this.#learn();
    this.#watchDrops();
  }

  /** Files may be sent at all. */
  get isAllowed() {
    return this.limits?.maxBytes !== 0;
  }

  /** Asks the server once what it accepts; without an answer it says so when it is sent too much. */
  async #learn() {
    if (this.limits) return;
    try {
      const answer = await fetch(new URL('api/files', document.baseURI), { headers: { Accept: 'application/json' } });
      const { maxBytes, types } = await answer.json();
      if (answer.ok && Number.isInteger(maxBytes)) this.limits = { maxBytes, types };
      this.#refresh();
    } catch { /* as above */ }
  }

  /** `instead`: {id, key} of the message that they are for, if they are for one. */
  add(files, instead = null) {
    if (!this.isAllowed || files.length === 0) return;
    if (instead) this.uploads.instead(instead, files);
    else this.uploads.add(this.#store.state.open, files);
    document.getElementById('composer')?.focus({ preventScroll: true });
  }

  attached(page) {
    return attachedView(page, this);
  }

  carried(page, message) {
    return carriedView(page, this, message);
  }

  drop(page) {
    return this.#isOver ? dropView(page, this) : null;
  }

  #watchDrops() {
    const carriesFiles = event => this.#store.state.me !== null && event.dataTransfer?.types.includes('Files');
    addEventListener('dragover', event => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const { conversations, open } = this.#store.state;
      const isWelcome = this.isAllowed && !conversations[open].missing.post && !document.querySelector('dialog:modal');
      event.dataTransfer.dropEffect = isWelcome ? 'copy' : 'none';
      this.#over(isWelcome);
    });
    addEventListener('dragleave', event => { if (event.relatedTarget === null) this.#over(false); });
    addEventListener('drop', event => {
      if (!carriesFiles(event)) return;
      event.preventDefault();                       // else the browser would open it in place of the page
      if (this.#isOver) this.add([...event.dataTransfer.files]);
      this.#over(false);
    });
  }

  #over(isOver) {
    if (this.#isOver === isOver) return;
    this.#isOver = isOver;
    this.#refresh();
  }
}
