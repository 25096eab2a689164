/** A short word in passing; stays while one points at it or is in it. Never the only copy of anything. */
const STAYS = 6_000;

export class Toast {
  #changed;
  #timer;
  text = null;

  constructor(changed) {
    this.#changed = changed;
  }

  show(text) {
    this.text = text;
    this.#changed();
    this.later();
  }

  hide = () => {
    if (this.text === null) return;
    clearTimeout(this.#timer);
    this.text = null;
    this.#changed();
  };

  hold = () => clearTimeout(this.#timer);

  later = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.hide, STAYS);
  };
}
