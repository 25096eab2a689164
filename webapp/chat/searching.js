import { nothing } from '../vendor/lit-html/lit-html.js';
import { later } from './later.js';

/** The way to the search, which is loaded when somebody wants it (chat/search/): a panel beside the conversation. */
export class Searching {
  #context;
  #panel = null;

  /** `context`: {store, session, draw(), goTo(conversation, message), tell(problem)}. */
  constructor(context) {
    this.#context = context;
  }

  get isOpen() {
    return this.#panel?.isOpen ?? false;
  }

  toggle = async () => {
    try {
      await this.#load();
    } catch {
      this.#context.tell({ code: 'LOST' });
      return;
    }
    if (this.isOpen) this.#panel.close();
    else this.#panel.open();
  };

  rest() {
    this.#panel?.rest();
  }

  view(page) {
    return this.#panel?.view(page) ?? nothing;
  }

  #load = later(async () => {
    const { Panel } = await import('./search/panel.js');
    this.#panel = new Panel(this.#context);
  }, 'search');
}
