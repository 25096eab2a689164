/** One rendering per frame, however much has changed. */
export class Screen {
  #draw;
  #isDue = false;

  constructor(draw) {
    this.#draw = draw;
  }

  /** Draws soon. */
  refresh = () => {
    if (this.#isDue) return;
    this.#isDue = true;
    // A page in the background gets no frames, and its title is where one sees that something is new.
    if (document.visibilityState === 'visible') requestAnimationFrame(this.drawIfDue);
    else setTimeout(this.drawIfDue, 100);
  };

  drawIfDue = () => {
    if (this.#isDue) this.draw();
  };

  /** Draws at once. */
  draw = () => {
    this.#isDue = false;
    this.#draw();
  };
}
