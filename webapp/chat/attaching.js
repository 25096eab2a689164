import { nothing } from '../vendor/lit-html/lit-html.js';
import { later, moreWords } from './later.js';

/** The way to sending files (chat/files/), which is loaded when the page is quiet, or when somebody wants it. */
export class Attaching {
  #parts;
  #instead = null;

  /** What takes the files, once it is here: chat/files/desk.js. */
  desk = null;

  /** `parts`: {store, session, refresh(), tell(problem)}. */
  constructor(parts) {
    this.#parts = parts;
  }

  load = later(async () => {
    const [{ Desk }] = await Promise.all([import('./files/desk.js'), moreWords()]);
    this.desk = new Desk(this.#parts);
  }, 'files');

  pick = () => this.instead(null);

  /** The files that are chosen next are for that message, {id, key}, whose own was lost with the page. */
  instead(message) {
    this.#instead = message;
    document.getElementById('files').click();
  }

  picked = ({ target }) => {
    this.#take([...target.files], this.#instead);
    target.value = '';                              // the same file may be chosen again
  };

  pasted = event => {
    const files = [...event.clipboardData?.files ?? []];
    // Word processors put a picture of the text beside the text: then the text is meant.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    this.#take(files);
  };

  async #take(files, instead) {
    try {
      await this.load();
      this.desk.add(files, instead);
    } catch {
      this.#parts.tell({ code: 'LOST' });
    }
  }

  /** There is something to send in that conversation besides a text. */
  has(id) {
    return this.desk?.uploads.has(id) ?? false;
  }

  /** Takes what is attached, and the text, on its way; false when there is nothing attached. `more` as in Sending. */
  send(id, text, more) {
    return this.desk?.uploads.send(id, text, more) ?? false;
  }

  /** A message whose file the server has lost is sent with the file anew; false when the page has not got it either. */
  again(id, key) {
    return this.desk?.uploads.again(id, key) ?? false;
  }

  forget() {
    this.desk?.uploads.forget();
  }

  /** A picture that was sent from here, without asking the server for it; undefined when it is not at hand. */
  preview(fileId) {
    return this.desk?.uploads.preview(fileId);
  }

  /** What is attached, above the text; the file of a message on its way up; what one sees while one drags a file. */
  view = page => this.desk?.attached(page) ?? nothing;
  carried = (page, message) => this.desk?.carried(page, message) ?? nothing;
  drop = page => this.desk?.drop(page) ?? nothing;
}
