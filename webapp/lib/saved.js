/**
 * What the browser keeps for us, as JSON. Never throws: in a private window, or when the disk is full,
 * a choice lasts as long as the page.
 */
export class Saved {
  #storage;
  #prefix;

  constructor(storage, prefix = 'parley.') {
    this.#storage = storage;
    this.#prefix = prefix;
  }

  read(name, otherwise = null) {
    try {
      const text = this.#storage().getItem(this.#prefix + name);
      return text === null ? otherwise : JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  write(name, value) {
    try {
      this.#storage().setItem(this.#prefix + name, JSON.stringify(value));
    } catch { /* see above */ }
  }

  /** The names that begin so. */
  names(beginning) {
    try {
      const start = this.#prefix + beginning;
      return Object.keys(this.#storage()).filter(name => name.startsWith(start)).map(name => name.slice(this.#prefix.length));
    } catch {
      return [];
    }
  }

  forget(name) {
    try {
      this.#storage().removeItem(this.#prefix + name);
    } catch { /* see above */ }
  }
}

/** Kept for the next visit, shared by all tabs. Reached lazily: touching a forbidden storage throws. */
export const forGood = new Saved(() => globalThis.localStorage);

/** Kept for this tab alone; survives a reload. */
export const forThisTab = new Saved(() => globalThis.sessionStorage);
