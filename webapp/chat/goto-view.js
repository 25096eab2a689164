import { html } from '../vendor/lit-html/lit-html.js';
import { icon } from './icon.js';
import { listbox, optionView } from './listbox.js';

export function gotoDialog(page) {
  const { words, extras: { goto } } = page;
  return html`<dialog class="dialog goto-dialog" id="goto" aria-labelledby="h-goto">
    <h2 id="h-goto">${words.say('goto.title')}</h2>
    <label class="search">${icon('search', 'small')}<span class="visually-hidden">${words.say('goto.label')}</span><input class="input" id="goto-name" role="combobox" aria-expanded="true" aria-controls="goto-list" aria-autocomplete="list" aria-activedescendant="goto-list-${goto.chosen}"
      dir="auto" autocomplete="off" spellcheck="false" autocapitalize="off" @input=${goto.look} @keydown=${goto.pressed}></label>
    ${listbox({ prefix: 'goto-list', label: words.say('goto.results'), list: goto.list, chosen: goto.chosen, take: goto.take, kind: 'flat', option: one => optionView(page, one) })}
  </dialog>`;
}
