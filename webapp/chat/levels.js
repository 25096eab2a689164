import { forGood } from '../lib/saved.js';
import { isRoom } from './conversation.js';

/**
 * What one wants to be told of: `all`, `mentions` or `none`, for each conversation; kept by the browser, for all tabs. What
 * is said to one alone is told, unless one says otherwise; of rooms what calls one by name.
 */
export const LEVELS = ['all', 'mentions', 'none'];

export class Levels {
  #namespace;
  #changed;
  #saved;
  #kept = null;

  /** `namespace()` is where one is, `changed()` draws the page anew. */
  constructor(namespace, changed, saved = forGood) {
    this.#namespace = namespace;
    this.#changed = changed;
    this.#saved = saved;
  }

  of(id) {
    const chosen = this.#all[id];
    return LEVELS.includes(chosen) ? chosen : usual(id);
  }

  choose(id, level) {
    const others = Object.entries(this.#all).filter(([other]) => other !== id);
    this.#kept = { place: this.#place, all: Object.fromEntries(level === usual(id) ? others : [...others, [id, level]]) };
    this.#saved.write(this.#place, this.#kept.all);
    this.#changed();
  }

  /** It has no weight: nothing in it is counted or told. */
  isQuiet(id) {
    return this.of(id) === 'none';
  }

  /** Whether somebody wants to be told of a message of others there. */
  wants(id, { callsMe }) {
    const level = this.of(id);
    return level === 'all' || level === 'mentions' && (callsMe || !isRoom(id));
  }

  /** Another tab has chosen, or somebody has signed out. */
  reread() {
    this.#kept = null;
  }

  get #place() {
    return `levels:${this.#namespace()}`;
  }

  get #all() {
    if (this.#kept?.place !== this.#place) this.#kept = { place: this.#place, all: this.#saved.read(this.#place, {}) };
    return this.#kept.all;
  }
}

const usual = id => (isRoom(id) ? 'mentions' : 'all');
