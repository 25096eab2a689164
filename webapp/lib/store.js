/** One immutable state, changed only by actions through one pure function; says `change` after each. */
export class Store extends EventTarget {
  #reduce;
  #state;

  constructor(reduce, initial) {
    super();
    this.#reduce = reduce;
    this.#state = initial;
  }

  get state() {
    return this.#state;
  }

  dispatch(action) {
    const next = this.#reduce(this.#state, action);
    if (next === this.#state) return;
    this.#state = next;
    this.dispatchEvent(new Event('change'));
  }
}
