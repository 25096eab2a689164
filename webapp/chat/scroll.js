/**
 * The log keeps its place: at the end it stays at the end, above it nothing moves what one is reading.
 * The scroller is a reversed column, so 0 is the end and what is above is negative.
 */
const NEAR = 48;
const FAR = 160;

export class Scroll {
  #anchor = null;

  get #scroller() {
    return document.getElementById('scroller');
  }

  /** At the end, or so near that a new message is seen as it comes. */
  get isAtEnd() {
    const scroller = this.#scroller;
    return !scroller || scroller.scrollTop > -NEAR;
  }

  /** So far up that a way back is welcome. */
  get isAbove() {
    const scroller = this.#scroller;
    return Boolean(scroller) && scroller.scrollTop < -FAR;
  }

  /** Before a rendering: remembers which message stands at the top of the view, unless the log follows its end. */
  hold(followsEnd) {
    this.#anchor = null;
    if (!this.#scroller || followsEnd && this.isAtEnd) return;
    const top = this.#scroller.getBoundingClientRect().top;
    const lines = document.querySelectorAll('#messages > .message');
    let from = 0;
    let to = lines.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (lines[middle].getBoundingClientRect().bottom > top) to = middle;
      else from = middle + 1;
    }
    if (lines[from]) this.#anchor = { element: lines[from], top: lines[from].getBoundingClientRect().top };
  }

  /** After it: puts that where it was. */
  restore() {
    const { element, top } = this.#anchor ?? {};
    this.#anchor = null;
    if (!element?.isConnected) return;
    const moved = element.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) this.#scroller.scrollTop += moved;
  }

  toEnd() {
    this.#anchor = null;
    this.#scroller?.scrollTo({ top: 0 });
  }

  /** A conversation with unseen messages opens at the first of them. */
  toFresh() {
    this.#anchor = null;
    const scroller = this.#scroller;
    if (!scroller) return;
    scroller.scrollTop = 0;
    const line = document.getElementById('new');
    if (!line) return;
    const above = scroller.getBoundingClientRect().top + 24 - line.getBoundingClientRect().top;
    if (above > 0) scroller.scrollTop -= above;
  }
}
