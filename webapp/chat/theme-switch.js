import { html } from '../vendor/lit-html/lit-html.js';
import { LANGUAGES } from '../lib/i18n.js';
import { icon } from './icon.js';

const CHOICES = { system: 'screen', light: 'sun', dark: 'moon' };

/** System, light or dark; lib/theme.js listens for the change and applies it. */
export function themeSwitch(words) {
  const now = document.documentElement.dataset.theme ?? 'system';
  const names = { system: words.say('settings.theme.system'), light: words.say('settings.theme.light'), dark: words.say('settings.theme.dark') };
  return html`<fieldset class="segments" aria-label=${words.say('settings.theme')}>
    ${Object.entries(CHOICES).map(([value, picture]) => html`<label><input type="radio" name="theme" value=${value} .checked=${value === now}>${icon(picture, 'small')}${names[value]}</label>`)}
  </fieldset>`;
}

export function languageChoice(words, id, chosen) {
  return html`<select class="input small" id=${id} @change=${({ target }) => chosen(target.value)}>
    ${Object.entries(LANGUAGES).map(([code, name]) => html`<option lang=${code} value=${code} .selected=${code === words.language}>${name}</option>`)}
  </select>`;
}
