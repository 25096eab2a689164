import { forGood } from './saved.js';

/** How somebody likes the page: a choice each, kept for all tabs. Language and theme have their own modules. */
const DEFAULTS = { enterSends: true, shortcuts: true };

export function preference(name) {
  return forGood.read(name, DEFAULTS[name]);
}

export function prefer(name, value) {
  forGood.write(name, value);
}
