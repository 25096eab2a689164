import { forGood } from '../../lib/saved.js';
import { explain } from '../problems.js';
import { Account } from './account.js';
import { dialogs, fields, turning } from './views.js';

/** The codes of accounts (docs/guide/auth.md) as words. */
const BY_CODE = {
  CREDENTIALS: 'account.problem.credentials',
  PASSWORD_TOO_SHORT: 'account.problem.short',
  PASSWORD_TOO_LONG: 'account.problem.long',
  PASSWORD_EASY: 'account.problem.easy',
  SESSION_NEEDED: 'account.problem.over',
  SIGN_UP_CLOSED: 'account.problem.closed',
  ACCOUNTS_FULL: 'account.problem.closed',
};

/** Somebody's account at the page: coming in with it, another password, and the password again when a session has ended. */
export class Desk {
  #session;
  #parts;

  account = new Account({ name: forGood.read('account') });
  /** Whether the account is yet to be made. */
  isNew = false;
  /** What goes on in a dialog: {problem: {field, text} | null, busy}. */
  wish = { problem: null, busy: false };

  /** `parts` as in Signing, and `signing`. */
  constructor({ session, ...parts }) {
    this.#session = session;
    this.#parts = parts;
  }

  /** Whose account it was at the last visit, or is by now; null if nobody's. */
  get name() {
    return this.account.name;
  }

  /** Comes back after a reload; whether the session goes on is found out with the first connection. */
  resume() {
    this.#session.account = this.account;
  }

  /** Resolves with the name; rejects with {code}. */
  async enter(name, password) {
    if (this.name !== null) await this.#know();
    else if (this.isNew) await this.account.signUp({ name, password });
    else await this.account.signIn({ name, password });
    this.isNew = false;
    this.resume();
    forGood.write('account', this.name);
    return this.name;
  }

  async #know() {
    try {
      await this.account.token();
    } catch (problem) {
      if (problem.code === 'SESSION_NEEDED') this.account.forget();
      throw problem;
    }
  }

  turn = isNew => {
    this.isNew = isNew;
    this.#parts.screen.draw();
  };

  /** Somebody else uses this browser. */
  other = () => {
    this.account.signOut();
    forGood.forget('account');
    this.#parts.screen.draw();
    document.getElementById('name').focus();
  };

  /** The field to blame: `name`, `password` or none. */
  fieldOf({ code }) {
    return /^(PASSWORD|CREDENTIALS)/.test(code) ? 'password' : code?.startsWith('NAME') ? 'name' : 'form';
  }

  explain(problem) {
    const words = this.#parts.words();
    if (problem.code === 'TOO_MANY_ATTEMPTS') return words.say('account.problem.attempts', { n: words.number(Math.ceil((problem.retryAfter ?? 1_000) / 1_000)) });
    return BY_CODE[problem.code] ? words.say(BY_CODE[problem.code]) : explain(words, problem);
  }

  fields(page) {
    return fields(page, this);
  }

  turning(page) {
    return turning(page, this);
  }

  dialogs(page) {
    return this.#session.account ? dialogs(page, this) : [];
  }

  askAgain = () => this.#ask('sign-again');

  askToChange = () => {
    document.getElementById('settings').hidePopover();
    this.#ask('password-change');
  };

  async #ask(id) {
    if (!await this.#parts.bring()) return;
    this.wish = { problem: null, busy: false };
    this.#parts.screen.draw();
    const dialog = document.getElementById(id);
    dialog.querySelector('form').reset();
    dialog.showModal();
  }

  signAgain = event => this.#try(event, async ({ password }) => {
    await this.account.signIn({ name: this.name, password: password.value });
    this.#session.lifeline.retryNow();
  });

  change = event => this.#try(event, async ({ password, next }) => {
    await this.account.change({ password: password.value, next: next.value });
    this.#session.lifeline.redial();                // with what is good from now on
    this.#parts.toast.show(this.#parts.words().say('account.changed'));
  });

  /** Does what a dialog is for, and closes it; what was wrong stands in it. */
  async #try(event, deed) {
    event.preventDefault();
    if (this.wish.busy) return;
    const form = event.currentTarget;
    this.#wish({ problem: null, busy: true });
    try {
      await deed(form.elements);
      form.reset();
      form.closest('dialog').close();
      this.#wish({ problem: null, busy: false });
    } catch (problem) {
      const field = problem.code?.startsWith('PASSWORD') && form.elements.next ? 'next' : 'password';
      this.#wish({ problem: { field, text: this.explain(problem) }, busy: false });
      form.elements[field].focus();
    }
  }

  #wish(wish) {
    this.wish = wish;
    this.#parts.screen.draw();
  }
}
