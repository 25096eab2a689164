import { html } from '../vendor/lit-html/lit-html.js';

/** One of the symbols of media/icons.svg. Decoration: the words stand beside it or in the button's label. */
export const icon = (name, kind = '') => html`<svg class="icon ${kind}" aria-hidden="true"><use href="#i-${name}"></use></svg>`;

export const mark = html`<svg class="mark" viewBox="0 0 28 28" aria-hidden="true"><path class="ours" d="M4.5 15V9a4.5 4.5 0 0 1 4.5-4.5h6"/><path class="theirs" d="M23.5 13v6a4.5 4.5 0 0 1-4.5 4.5h-6"/><circle class="word" cx="14" cy="14" r="3"/></svg>`;

/**
 * Brings the symbols into the page. A reference to the file would do, but browsers ask the server again for it, and
 * the pictures needed when the server is away would be the ones missing.
 */
export async function loadIcons() {
  const answer = await fetch(new URL('../media/icons.svg', import.meta.url));
  const sprite = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml').documentElement;
  sprite.setAttribute('hidden', '');
  sprite.setAttribute('aria-hidden', 'true');
  document.body.append(document.importNode(sprite, true));
}
