import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon } from './icon.js';
import { languageChoice, themeSwitch } from './theme-switch.js';

export function settingsView(page) {
  const { words, preference, prefer } = page;
  const choice = (name, label) => html`<label class="choice"><input type="checkbox" id="prefer-${name}" .checked=${preference(name)} @change=${({ target }) => prefer(name, target.checked)}><span>${words.say(label)}</span></label>`;
  const { account } = page.session;
  return html`<div class="popover settings" id="settings" popover role="dialog" aria-labelledby="h-settings">
    <h2 id="h-settings">${words.say('settings.title')}</h2>
    <div class="field"><span class="label">${words.say('settings.theme')}</span>${themeSwitch(words)}</div>
    <div class="field"><label for="language">${words.say('settings.language')}</label>${languageChoice(words, 'language', page.speak)}</div>
    <div class="field">${choice('enterSends', 'settings.enterSends')}${choice('shortcuts', 'settings.shortcuts')}</div>
    <div class="menu-like"><button type="button" class="button quiet" id="show-help" @click=${page.openings.showHelp}>${icon('book', 'small')}${words.say('help.title')}</button><button type="button" class="button quiet" id="show-connection" @click=${page.openings.showConnection}>${icon('plug', 'small')}${words.say('transport.title')}</button><button type="button" class="button quiet" id="show-notify" @click=${page.openings.showNotify}>${icon('bell', 'small')}${words.say('notify.title')}</button>${account ? html`<button type="button" class="button quiet" id="ask-password" @click=${page.signing.desk.askToChange}>${icon('key', 'small')}${words.say('account.change')}…</button>` : nothing}<button type="button" class="button quiet" id="sign-out" @click=${page.signOut}>${icon('leave', 'small turns')}${words.say('settings.signOut')}</button></div>
  </div>`;
}
