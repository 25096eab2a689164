import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { isRoom } from './conversation.js';
import { icon } from './icon.js';
import { quoted } from './message-view.js';
import { find } from './messages.js';
import { nameOf } from './state.js';

/** Where one writes. The text itself lives in the field, not in the state (chat/composer.js). */
export function composerView(page) {
  const { words, state, composer, emoji, attaching } = page;
  if (page.missing.post) return reading(page);
  const name = nameOf(state, state.open);
  const label = isRoom(state.open) ? words.say('composer.label', { room: name }) : words.say('composer.direct', { name });
  const { list, chosen } = composer.suggestions ?? { list: [] };
  const tool = (key, picture, deed) => html`<button type="button" class="button bare" aria-label=${words.say(key)} title=${words.say(key)} @click=${deed}>${icon(picture)}</button>`;
  return html`
    ${list.length === 0 ? nothing : page.extras.suggestionsView(page)}
    <form class="composer" id="composer-form" @submit=${composer.submit}>
      ${intent(page)}
      ${state.over > 0 ? html`<p class="over" role="alert">${words.count('composer.tooLong', state.over, { max: words.number(composer.max) })}</p>` : nothing}
      ${attaching.view(page)}
      <label class="visually-hidden" for="composer">${label}</label>
      <textarea id="composer" rows="1" enterkeyhint=${page.preference('enterSends') ? 'send' : 'enter'} dir="auto" placeholder=${label} aria-autocomplete="list" aria-controls=${list.length ? 'suggestions' : nothing} aria-activedescendant=${list.length ? `suggestions-${chosen}` : nothing}
        @input=${composer.typed} @keydown=${composer.pressed} @compositionend=${composer.composed} @blur=${composer.left} @paste=${attaching.pasted}></textarea>
      <div class="tools">
        ${attachButton(words, attaching)}
        <span class="format">
          ${tool('composer.emoji', 'smile', event => emoji.open(event.currentTarget, one => composer.insert(one)))}
          ${tool('composer.bold', 'bold', () => composer.wrap('**'))}
          ${tool('composer.italic', 'italic', () => composer.wrap('_'))}
          ${tool('composer.code', 'code', () => composer.wrap('\`'))}
        </span>
        <span class="hint">${hint(page)}</span>
        <button type="submit" class="button primary send" id="send" ?disabled=${state.over > 0}><span>${words.say(isEdit(state) ? 'composer.save' : 'composer.send')}</span>${icon(isEdit(state) ? 'check' : 'send', 'turns')}</button>
      </div>
    </form>`;
}

/** In the place of the field, when one may not write there. */
function reading({ words, session, signing, signIn, missing }) {
  const isGuest = missing.post === 'AUTH_REQUIRED' && !session.account;
  return html`<div class="reading" role="status"><span>${words.say(isGuest ? 'composer.signIn' : 'composer.reading')}</span>${
    isGuest && signing.ways?.accounts ? html`<button type="button" class="button" id="sign-in" @click=${signIn}>${words.say('composer.signInDo')}</button>` : nothing}</div>`;
}

/** The limit is said before somebody waits for an upload in vain. */
function attachButton(words, { desk, pick, picked }) {
  if (desk && !desk.isAllowed) return nothing;
  const label = desk?.limits ? words.say('composer.attach', { size: words.bytes(desk.limits.maxBytes) }) : words.say('composer.attachAny');
  return html`<input type="file" id="files" multiple hidden @change=${picked}><button type="button" class="button bare attach" id="attach" aria-label=${label} title=${label} @click=${pick}>${icon('clip')}</button>`;
}

const isEdit = state => state.conversations[state.open].intent?.kind === 'edit';

/** What the text is for, when it is for something. */
function intent({ words, state, composer }) {
  const { intent: what, messages } = state.conversations[state.open];
  if (!what) return nothing;
  const [text, giveUp] = what.kind === 'edit' ? [words.say('composer.editing'), words.say('composer.notEdit')]
    : [quoted(words, state, find(messages, what.message)), words.say('composer.notReply')];
  return html`<div class="replying"><span class="quote ${what.kind}">${what.kind === 'edit' ? nothing : html`<span class="visually-hidden">${words.say('message.replyTo')} </span>`}${text}</span><button type="button" class="button bare" id="give-up" aria-label=${giveUp} title=${giveUp} @click=${composer.giveUp}>${icon('close')}</button></div>`;
}

function hint({ words, preference }) {
  const key = name => html`<kbd class="kbd">${name}</kbd>`;
  return preference('enterSends') ? words.parts('composer.hint', { enter: key('Enter'), shift: key('Shift Enter') })
    : words.parts('composer.hint', { enter: key('Ctrl Enter'), shift: key('Enter') });
}
