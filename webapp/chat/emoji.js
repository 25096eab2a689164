import { html } from '../vendor/lit-html/lit-html.js';
import { placeNear } from './float.js';

/** A handful, chosen for what people say with them most; whatever else a keyboard offers can be written in the field. */
const EMOJI = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  .segment('👍👎❤️😂🎉😮😢😡🙏👏🔥✅❌👀🤔💯😀🙂😉😎😅🤷🙌💪🚀⭐☕🍀🌈⏰💡🐛')].map(({ segment }) => segment);
const IN_A_ROW = 8;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -IN_A_ROW, ArrowDown: IN_A_ROW };

/** One small board of emoji, for reactions and for the field. */
export class EmojiBoard {
  #chosen = null;

  /** `chosen(emoji)` is called with what somebody takes. */
  open(anchor, chosen) {
    this.#chosen = chosen;
    placeNear(document.getElementById('emoji'), anchor);
  }

  take = ({ target }) => {
    const emoji = target.closest('button')?.dataset.emoji;
    if (!emoji) return;
    document.getElementById('emoji').hidePopover();
    this.#chosen?.(emoji);
  };

  move = event => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    buttons[buttons.indexOf(document.activeElement) + (isTurned && Math.abs(step) === 1 ? -step : step)]?.focus();
  };
}

export function emojiView({ words, extras: { emoji } }) {
  return html`<div class="popover emoji" id="emoji" popover role="group" aria-label=${words.say('composer.emoji')} @click=${emoji.take} @keydown=${emoji.move}>${
    EMOJI.map((one, i) => html`<button type="button" data-emoji=${one} tabindex=${i === 0 ? '0' : '-1'}>${one}</button>`)}</div>`;
}
