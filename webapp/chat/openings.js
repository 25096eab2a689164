import { closeDrawers } from './drawers.js';

/** Opens what was not needed to begin with (chat/extras.js), as soon as it is here. */
export class Openings {
  #extras;
  #notifying;
  #screen;
  #tell;

  /** `tell(problem)` is called with {code} when it cannot be had. */
  constructor({ extras, notifying, screen, tell }) {
    this.#extras = extras;
    this.#notifying = notifying;
    this.#screen = screen;
    this.#tell = tell;
  }

  /** Resolves with whether all of it is here, and drawn. */
  async bring() {
    try {
      await this.#extras.load();
    } catch {
      this.#tell({ code: 'LOST' });
      return false;
    }
    closeDrawers();
    this.#screen.draw();
    return true;
  }

  /** Before it is here, the button has nothing to open. */
  needConnection = () => {
    if (!this.#extras.transportView) this.showConnection();
  };

  showConnection = async () => {
    if (!await this.bring()) return;
    closeSettings();
    document.getElementById('transport').showPopover();
    document.getElementById('copy-support').focus();
  };

  needSettings = async () => {
    if (this.#extras.settingsView || !await this.bring()) return;
    document.getElementById('settings').showPopover();
  };

  showNotify = async () => {
    if (!await this.bring()) return;
    closeSettings();
    this.#notifying.show();
  };

  showHelp = async () => {
    if (!await this.bring()) return;
    closeSettings();
    document.getElementById('help').showModal();
  };

  showGoto = async () => {
    if (await this.bring()) this.#extras.goto.open();
  };

  /** One of the dialogs of chat/wishes.js, by the name of what asks for it. */
  async wish(ask) {
    if (await this.bring()) this.#extras.wishes[ask]();
  }

  openEmoji = async (anchor, chosen) => {
    if (this.#extras.emoji || await this.bring()) this.#extras.emoji.open(anchor, chosen);
  };
}

function closeSettings() {
  document.getElementById('settings').hidePopover();
}
