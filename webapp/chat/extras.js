/**
 * Parts of the page that nobody needs to begin with: they come when the browser has time, or when somebody wants them.
 * Each is a module under its name; null until it is here.
 */
export class Extras {
  goto = null;
  help = null;

  /** When the page is quiet; without a network, somebody who asks for one later is told. */
  whenIdle() {
    const load = () => this.load().catch(() => {});
    if (globalThis.requestIdleCallback) requestIdleCallback(load, { timeout: 10_000 });
    else setTimeout(load, 2_000);
  }

  async load() {
    [this.goto, this.help] = await Promise.all([import('./goto-view.js'), import('./help-view.js')]);
  }
}
