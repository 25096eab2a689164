import { accessRefusal } from '../lib/connection/verdict.js';
import { namespaceOf } from '../lib/namespace.js';
import { problemWithName } from '../lib/people.js';
import { forGood } from '../lib/saved.js';
import { explain } from './problems.js';

/** Coming in: what was typed, what was wrong with it, and how many are inside already. */
export class Door {
  #session;
  #changed;
  #words;
  #signing;

  name = forGood.read('name', '');
  namespace = forGood.read('namespace', '/');
  /** {field: 'name' | 'namespace' | 'form', text}, or null. */
  problem = null;
  busy = false;
  /** The namespace that refused this person, or null. */
  forbidden = null;
  /** How many people talk right now; null when nobody told us, undefined while we ask. */
  here = undefined;

  /** `changed()` draws the page, at once. */
  constructor({ session, words, signing, changed }) {
    this.#signing = signing;
    this.#session = session;
    this.#words = words;
    this.#changed = changed;
  }

  /** Resolves with true when the person is in. */
  async enter({ name, namespace, password }) {
    if (this.busy) return false;
    const { way } = this.#signing;
    if (!way?.name) this.name = name;
    this.namespace = namespace;
    const wanted = { name: name.trim(), namespace: namespaceOf(namespace) };
    const problem = way?.name ? null : problemWithName(wanted.name);
    if (problem) return this.#stop('name', { code: problem });
    if (wanted.namespace === null) return this.#stop('namespace', { code: 'NAMESPACE' });
    this.busy = true;
    this.problem = null;
    this.#changed();
    try {
      if (way) wanted.name = await way.enter(wanted.name, password);
      else this.#session.account = null;
      await this.#session.signIn(wanted);
      this.namespace = wanted.namespace;
      return true;
    } catch (refusal) {
      const reason = accessRefusal({ ...refusal, code: refusal.close });
      if (reason) return await this.turnAway({ reason, namespace: wanted.namespace });
      return this.#stop(way?.fieldOf(refusal) ?? (refusal.code?.startsWith('NAME') ? 'name' : 'form'), refusal);
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  /** A namespace has refused somebody (`accessRefusal`), at the door or inside. Resolves with false when they see what they can do. */
  async turnAway({ reason, namespace }) {
    this.namespace = namespace;
    if (reason !== 'forbidden') return this.#askForAccount({ code: 'REFUSED', close: 4401, reason });
    this.problem = null;
    this.forbidden = namespace;
    this.#changed();
    document.getElementById('forbidden')?.focus();
    if (!this.#signing.ways) await this.#signing.look();
    return false;
  }

  async #askForAccount(problem) {
    this.forbidden = null;
    await this.#signing.offer();
    this.problem = problem && { field: 'form', text: explain(this.#words(), problem) };
    this.#changed();
    (document.getElementById('name') ?? document.getElementById('enter'))?.focus();
    return false;
  }

  /** For a guest who is inside and needs an account to go on. */
  signIn = () => {
    this.namespace = this.#session.stepOut();
    this.countPeople();
    this.#askForAccount(null);
  };

  /** To sign in as somebody else. */
  another = () => {
    if (this.#session.account) this.#session.signOut();
    this.#askForAccount(null);
  };

  /** To choose another namespace. */
  back = () => {
    this.forbidden = null;
    this.namespace = '/';
    history.replaceState(null, '', location.pathname + location.search);      // it names a room of the other namespace
    this.#changed();
    document.getElementById('namespace').focus();
  };

  async countPeople() {
    try {
      const answer = await fetch(new URL('clients-count', document.baseURI), { headers: { Accept: 'application/json' } });
      const { count } = await answer.json();
      this.here = Number.isInteger(count) ? count : null;
    } catch {
      this.here = null;
    }
    this.#changed();
  }

  #stop(field, problem) {
    this.busy = false;
    this.problem = { field, text: this.#signing.way?.explain(problem) ?? explain(this.#words(), problem) };
    this.#changed();
    document.getElementById(field === 'form' ? 'enter' : field)?.focus();
    return false;
  }
}
