import { nothing } from '../vendor/lit-html/lit-html.js';
import { forGood } from '../lib/saved.js';
import { later } from './later.js';

/** The way to accounts (chat/account/): loaded when somebody wants one, or had one. */
export class Signing {
  #parts;

  /** How one may come in: {accounts, signUp, guests}; null while nobody has said so. */
  ways = null;
  /** `guest` or `account`. */
  how = forGood.read('account') === null ? 'guest' : 'account';
  /** chat/account/desk.js, once it is here. */
  desk = null;

  /** `parts`: {session, screen, toast, words(), tell(problem), bring()}; `bring` as in Openings. */
  constructor(parts) {
    this.#parts = { ...parts, signing: this };
  }

  load = later(async () => {
    const { Desk } = await import('./account/desk.js');
    this.desk = new Desk(this.#parts);
  });

  /** Resolves when it is known how one may come in, and what that needs is here. */
  async look() {
    try {
      const answer = await fetch(new URL('api/session', document.baseURI), { headers: { Accept: 'application/json' } });
      this.ways = answer.ok ? await answer.json() : null;
    } catch { /* the page is a guest's then */ }
    await this.choose(this.ways && !this.ways.guests ? 'account' : this.how);
  }

  choose = async how => {
    try {
      if (how === 'account') await this.load();
      this.how = how;
    } catch {
      this.#parts.tell({ code: 'LOST' });
    }
    this.#parts.screen.draw();
  };

  /** Resolves when the form asks for an account, as far as there are any here. */
  async offer() {
    if (!this.ways) await this.look();
    if (this.ways?.accounts) await this.choose('account');
  }

  /** The desk; null for a guest. */
  get way() {
    return this.how === 'account' ? this.desk : null;
  }

  view(page) {
    return this.desk?.dialogs(page) ?? nothing;
  }
}
