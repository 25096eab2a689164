import { nothing } from '../vendor/lit-html/lit-html.js';
import { style } from './style.js';

/** The way to the search, which is loaded when somebody wants it (chat/search/): a panel beside the conversation. */
export class Searching {
  #context;
  #panel = null;

  /** `context`: {store, session, draw(), goTo(conversation, message)}. */
  constructor(context) {
    this.#context = context;
  }

  get isOpen() {
    return this.#panel?.isOpen ?? false;
  }

  toggle = async () => {
    this.#panel ??= await this.#load();
    if (this.#panel.isOpen) this.#panel.close();
    else this.#panel.open();
  };

  rest() {
    this.#panel?.rest();
  }

  view(page) {
    return this.#panel?.view(page) ?? nothing;
  }

  async #load() {
    const [{ Panel }] = await Promise.all([import('./search/panel.js'), style('css/search.css')]);
    return new Panel(this.#context);
  }
}
