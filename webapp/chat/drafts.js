import { forGood } from '../lib/saved.js';

/**
 * What has been written and not yet sent, for each conversation. Kept by the browser, but for texts that change a message
 * that is said already: those are here until they are sent or given up.
 */
export class Drafts {
  #namespace;
  #place;
  #texts = {};
  #edits = {};
  #changed = {};
  #timer;

  /** `namespace()` is where one is. */
  constructor(namespace) {
    this.#namespace = namespace;
    addEventListener('pagehide', () => this.save());
  }

  load() {
    this.#place = `drafts:${this.#namespace()}`;
    this.#texts = forGood.read(this.#place, {});
    this.#edits = {};
  }

  of(id, isEdit) {
    return (isEdit ? this.#edits : this.#texts)[id] ?? '';
  }

  write(id, text, isEdit) {
    if (isEdit) {
      this.#edits = { ...this.#edits, [id]: text };
      return;
    }
    this.#texts = { ...this.#texts, [id]: text };
    this.#changed[id] = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), 300);
  }

  forget() {
    clearTimeout(this.#timer);
    this.#changed = {};
  }

  /** Other tabs may have written to other conversations meanwhile: only what was changed here is saved. */
  save() {
    clearTimeout(this.#timer);
    if (Object.keys(this.#changed).length === 0) return;
    const kept = Object.entries({ ...forGood.read(this.#place, {}), ...this.#changed }).filter(([, text]) => text !== '');
    this.#changed = {};
    if (kept.length > 0) forGood.write(this.#place, Object.fromEntries(kept));
    else forGood.forget(this.#place);
  }
}
