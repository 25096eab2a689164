import { forGood, forThisTab } from '../lib/saved.js';
import { randomKey } from './stay.js';

/**
 * What waits to be sent, kept for each tab on its own, so that it survives a reload; a tab that was closed leaves it to the
 * next one. Which tabs are open is told by locks (a tab that is closed loses its lock); where the browser has none (no
 * https), everything is taken over: the server knows each message by its nonce, so nothing is said twice.
 */
export class Queues {
  #tab = forThisTab.read('tab') ?? randomKey();
  #locks = globalThis.navigator?.locks;

  /** A tab that was duplicated comes with the name of the other. */
  async settle() {
    if (!await this.#hold(this.#tab)) {
      this.#tab = randomKey();
      await this.#hold(this.#tab);
    }
    forThisTab.write('tab', this.#tab);
  }

  write(namespace, entries) {
    if (entries.length > 0) forGood.write(this.#name(namespace, this.#tab), entries);
    else forGood.forget(this.#name(namespace, this.#tab));
  }

  /** One's own, and those that tabs left that are gone; oldest first. */
  async take(namespace) {
    const found = [];
    for (const name of forGood.names(this.#name(namespace, ''))) {
      const tab = name.slice(this.#name(namespace, '').length);
      if (tab !== this.#tab && !await this.#hold(tab)) continue;
      found.push(...forGood.read(name, []));
      if (tab !== this.#tab) forGood.forget(name);
    }
    return found.sort((a, b) => a.date - b.date);
  }

  /** Of all tabs and namespaces: whoever comes next must not say what somebody else has written. */
  forget() {
    for (const name of forGood.names('queue:')) forGood.forget(name);
  }

  #name(namespace, tab) {
    return `queue:${namespace}:${tab}`;
  }

  /** Resolves with whether no other tab is that one; holds it from then on until the page is gone. */
  #hold(tab) {
    if (!this.#locks) return Promise.resolve(true);
    return new Promise(resolve => {
      this.#locks.request(`parley.tab.${tab}`, { ifAvailable: true }, lock => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise(() => {});
      }).catch(() => resolve(true));
    });
  }
}
