import { namespaceOf } from '../lib/namespace.js';
import { problemWithName } from '../lib/people.js';
import { forGood } from '../lib/saved.js';
import { explain } from './problems.js';

/** Coming in: what was typed, what was wrong with it, and how many are inside already. */
export class Door {
  #session;
  #changed;
  #words;
  #way;

  name = forGood.read('name', '');
  namespace = forGood.read('namespace', '/');
  /** {field: 'name' | 'namespace' | 'form', text}, or null. */
  problem = null;
  busy = false;
  /** How many people talk right now; null when nobody told us, undefined while we ask. */
  here = undefined;

  /** `way()` as in Signing; `changed()` draws the page, at once. */
  constructor({ session, words, way, changed }) {
    this.#way = way;
    this.#session = session;
    this.#words = words;
    this.#changed = changed;
  }

  /** Resolves with true when the person is in. */
  async enter({ name, namespace, password }) {
    if (this.busy) return false;
    const way = this.#way();
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
      await this.#session.signIn(wanted);
      this.namespace = wanted.namespace;
      return true;
    } catch (refusal) {
      return this.#stop(way?.fieldOf(refusal) ?? (refusal.code?.startsWith('NAME') ? 'name' : 'form'), refusal);
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

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
    this.problem = { field, text: this.#way()?.explain(problem) ?? explain(this.#words(), problem) };
    this.#changed();
    document.getElementById(field === 'form' ? 'enter' : field)?.focus();
    return false;
  }
}
