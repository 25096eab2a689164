/** Tells when somebody comes near the first or the last message that is in the page: `reached('earlier' | 'later')`. */
export class Edges {
  #observer = null;
  #reached;

  constructor(reached) {
    this.#reached = reached;
  }

  /** To be called after each rendering: what is in view anew is told anew. */
  watch() {
    const scroller = document.getElementById('scroller');
    if (!scroller) return;
    if (this.#observer?.root !== scroller) {
      this.#observer?.disconnect();
      this.#observer = new IntersectionObserver(entries => {
        for (const { isIntersecting, target } of entries) if (isIntersecting && target.isConnected) this.#reached(target.dataset.edge);
      }, { root: scroller, rootMargin: '600px 0px' });
    }
    this.#observer.disconnect();
    for (const edge of scroller.querySelectorAll('[data-edge]')) this.#observer.observe(edge);
  }
}
