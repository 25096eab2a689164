import { nothing } from '../vendor/lit-html/lit-html.js';
import { forGood } from '../lib/saved.js';
import { later } from './later.js';
import { Levels } from './levels.js';

/**
 * Being told of messages while one looks elsewhere. The browser is asked on a click only; what tells (chat/notify/) is loaded
 * when it is wanted. `on` and `sound` are kept by the browser.
 */
export class Notifying {
  #context;
  #bell = null;
  #dialog = null;

  /** `context`: {store, session, words(), draw(), open(conversation), tell(problem)}. */
  constructor(context) {
    this.#context = context;
    this.levels = new Levels(() => context.store.state.namespace, () => context.draw());
    addEventListener('storage', ({ key }) => {
      if (key !== 'parley.notify' && !key?.startsWith('parley.levels:')) return;
      this.levels.reread();
      if (context.store.state.me) context.draw();
    });
    context.session.addEventListener('heard', ({ detail }) => this.#heard(detail));
  }

  get choices() {
    return { on: false, sound: false, ...forGood.read('notify', {}) };
  }

  choose(change) {
    forGood.write('notify', { ...this.choices, ...change });
    this.#context.draw();
  }

  /** Loaded ahead, so that of several tabs the first one tells. */
  ready() {
    const { on, sound } = this.choices;
    if (!on && !sound) return Promise.resolve(null);
    return this.#bell ??= import('./notify/bell.js').then(({ Bell }) => new Bell(this.#context, () => this.choices), () => { this.#bell = null; });
  }

  #load = later(async () => { this.#dialog = await import('./notify/notify-view.js'); }, 'notify');

  show = async () => {
    try {
      await this.#load();
    } catch {
      this.#context.tell({ code: 'LOST' });
      return;
    }
    this.#context.draw();
    document.getElementById('notify').showModal();
  };

  rest() {
    this.levels.reread();
    this.#bell?.then(bell => bell?.end());
    this.#bell = null;
  }

  view(page) {
    return this.#dialog?.notifyView(page, this) ?? nothing;
  }

  async #heard({ id, message }) {
    if (!this.levels.wants(id, message)) return;
    const bell = await this.ready();
    bell?.ring(id, message);
  }
}
