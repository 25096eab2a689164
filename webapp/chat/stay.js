import { forGood, forThisTab } from '../lib/saved.js';
import { LOBBY } from './conversation.js';

/**
 * What the browser remembers of a stay: who one is (one key for all tabs, so that they are one person), where this tab is,
 * which rooms one is in. The key is a secret; signing out ends it, and with it everything that was for this person alone.
 */
export class Stay {
  #wanted = null;
  #made = null;

  /** Where this tab was before it was reloaded: {name, namespace}, or null. */
  static earlier() {
    return forGood.read('key') === null ? null : forThisTab.read('stay');
  }

  get namespace() {
    return this.#wanted?.namespace ?? null;
  }

  get name() {
    return this.#wanted?.name ?? null;
  }

  get key() {
    const known = forGood.read('key') ?? this.#made;
    if (known) return known;
    this.#made = randomKey();                       // for a browser that keeps nothing: the same until the page is gone
    forGood.write('key', this.#made);
    return forGood.read('key') ?? this.#made;
  }

  /** The rooms one is in, but the lobby. */
  get rooms() {
    return forGood.read(`rooms:${this.namespace}`, []);
  }

  begin({ name, namespace }) {
    this.#wanted = { name, namespace };
  }

  /** The name one has is the one to take back later. */
  named(name) {
    this.#wanted = { ...this.#wanted, name };
    forThisTab.write('stay', this.#wanted);
  }

  /** What was asked for, for the next time, also when the name was taken today. */
  asked({ name, namespace }) {
    forGood.write('name', name);
    forGood.write('namespace', namespace);
  }

  entered(room) {
    if (room !== LOBBY && !this.rooms.includes(room)) forGood.write(`rooms:${this.namespace}`, [...this.rooms, room]);
  }

  left(room) {
    forGood.write(`rooms:${this.namespace}`, this.rooms.filter(one => one !== room));
  }

  end() {
    forGood.forget('key');
    forGood.forget('account');
    this.over();
  }

  /** It has been ended, perhaps by another tab: in all namespaces, as one is the same person in all of them. */
  over() {
    for (const what of ['rooms:', 'drafts:', 'levels:']) forGood.names(what).forEach(name => forGood.forget(name));
    this.rest();
    this.#made = null;
  }

  /** This tab is at the door again; the key and the rooms are kept. */
  rest() {
    forThisTab.forget('stay');
    this.#wanted = null;
  }
}

export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Calls `gone()` when another tab has signed out, `rooms()` when it has joined or left a room of `namespace()`. */
export function watchOtherTabs({ gone, rooms, namespace }) {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === 'parley.key' && newValue === null) gone();
    if (key === `parley.rooms:${namespace()}`) rooms(newValue === null ? [] : JSON.parse(newValue));
  });
}
