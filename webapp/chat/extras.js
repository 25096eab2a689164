import { moreWords, style } from './later.js';

/** Parts of the page that nobody needs to begin with: they come when the browser has time, or when somebody wants them. */
export class Extras {
  #parts;
  #coming = null;
  #commands = null;

  /** Going somewhere by name (chat/goto.js), and the templates of the dialogs; null until they are here. */
  goto = null;
  gotoDialog = null;
  helpDialog = null;
  dialogs = null;
  messageMenu = null;
  suggestionsView = null;
  emoji = null;
  emojiView = null;
  transportView = null;
  supportText = null;
  toRegion = null;
  settingsView = null;
  /** What can be done with a message (chat/acts.js). */
  acts = null;
  actsView = null;
  /** What is asked in a dialog (chat/wishes.js). */
  wishes = null;

  /** Shows all keys and all commands. */
  help = null;

  /** What the parts are made of: {store, session, composer, places, screen, words, attaching, copy}. */
  constructor(parts) {
    this.#parts = parts;
  }

  /** When the page is quiet; without a network, somebody who asks for one later is told. */
  whenIdle() {
    const load = () => this.load().then(this.#parts.screen.refresh, () => {});
    if (globalThis.requestIdleCallback) requestIdleCallback(load, { timeout: 10_000 });
    else setTimeout(load, 2_000);
  }

  /** Does what a command says (chat/commands.js); rejects with {code, …}. */
  async run(command) {
    await this.load().catch(() => { throw { code: 'LOST' }; });
    await this.#commands.run(command);
  }

  /** Resolves when they are here; rejects when they cannot be had. */
  async load() {
    this.#coming ??= Promise.all([
      import('./goto.js'), import('./goto-view.js'), import('./help-view.js'), import('./transport-view.js'), import('./dialogs-view.js'),
      import('./message-menu.js'), import('./emoji.js'), import('./suggestions-view.js'), import('./suggestions.js'), import('./regions.js'), import('./settings-view.js'), import('./commands.js'),
      import('./acts.js'), import('./acts-view.js'), import('./wishes.js'), import('./later-problems.js'), style('extras'), moreWords(), this.#parts.attaching.load(),
    ]);
    try {
      const [{ GoTo }, { gotoDialog }, { helpDialog }, { transportView, supportText }, { dialogs }, { messageMenu }, { EmojiBoard, emojiView },
        { suggestionsView }, { Suggestions }, { toRegion }, { settingsView }, { Commands }, { Acts }, { actsView }, { Wishes }] = await this.#coming;
      this.emoji ??= new EmojiBoard();
      this.goto ??= new GoTo(this.#parts);
      this.#commands ??= new Commands({ ...this.#parts, help: this.help });
      Object.assign(this, { gotoDialog, helpDialog, dialogs, messageMenu, emojiView, suggestionsView, transportView, supportText, toRegion, settingsView, actsView });
      this.acts ??= new Acts(this.#parts);
      this.wishes ??= new Wishes(this.#parts);
      this.#parts.composer.offers(Suggestions);
    } catch (problem) {
      this.#coming = null;
      throw problem;
    }
  }
}
