import { html } from '../vendor/lit-html/lit-html.js';
import { commandsFor } from './commands.js';

const KEYS = [
  ['keys.goto', ['Ctrl K']],
  ['keys.nextRoom', ['Alt ↑', 'Alt ↓']],
  ['keys.nextUnread', ['Alt Shift ↑', '↓']],
  ['keys.firstUnread', ['Alt A']],
  ['keys.latest', ['Esc']],
  ['keys.regions', ['F6', 'Shift F6']],
  ['keys.messages', ['Shift Tab', '↑', '↓']],
  ['keys.editLast', ['↑']],
  ['keys.reply', ['R']],
  ['keys.edit', ['E']],
  ['keys.delete', ['Delete']],
  ['keys.help', ['?']],
];
const MARKS = ['**bold**', '_italic_', '`code`', '```', '> quote', '@name', '#room', ':emoji:'];

/** All keys and all commands: behind `?`, `/help`, and in the settings. */
export function helpDialog({ words, state }) {
  return html`<dialog class="dialog help" id="help" aria-labelledby="h-help">
    <h2 id="h-help">${words.say('help.title')}</h2>
    <h3>${words.say('settings.keys')}</h3>
    <dl class="facts">${KEYS.map(([key, keys]) => html`<dt>${words.say(key)}</dt><dd dir="ltr">${keys.map(one => html`<kbd class="kbd">${one}</kbd> `)}</dd>`)}</dl>
    <h3>${words.say('help.commands')}</h3>
    <dl class="facts">${commandsFor(state.me).map(({ name, label, rest }) => html`<dt>${words.say(label)}</dt><dd><code dir="ltr">/${name}${rest ? html` <i>${words.say(rest)}</i>` : ''}</code></dd>`)}</dl>
    <h3>${words.say('help.marks')}</h3>
    <p class="marks" dir="ltr">${MARKS.map(one => html`<code>${one}</code> `)}</p>
    <form class="choices" method="dialog"><button class="button" autofocus>${words.say('action.close')}</button></form>
  </dialog>`;
}
