import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { isRoom } from './conversation.js';
import { icon } from './icon.js';
import { nameOf } from './state.js';

/** Where one writes. The text itself lives in the field, not in the state (chat/composer.js). */
export function composerView(page) {
  const { words, state, composer, attaching } = page;
  const name = nameOf(state, state.open);
  const label = isRoom(state.open) ? words.say('composer.label', { room: name }) : words.say('composer.direct', { name });
  return html`
    <form class="composer" id="composer-form" @submit=${composer.submit}>
      ${state.over > 0 ? html`<p class="over" role="alert">${words.count('composer.tooLong', state.over, { max: words.number(composer.max) })}</p>` : nothing}
      ${attaching.view(page)}
      <label class="visually-hidden" for="composer">${label}</label>
      <textarea id="composer" rows="1" enterkeyhint="send" dir="auto" placeholder=${label} @input=${composer.typed} @keydown=${composer.pressed}
        @compositionend=${composer.composed} @blur=${composer.left} @paste=${attaching.pasted}></textarea>
      <div class="tools">
        ${attachButton(words, attaching)}
        <span class="format">
          <button type="button" class="button bare" aria-label=${words.say('composer.bold')} title=${words.say('composer.bold')} @click=${() => composer.wrap('**')}>${icon('bold')}</button>
          <button type="button" class="button bare" aria-label=${words.say('composer.italic')} title=${words.say('composer.italic')} @click=${() => composer.wrap('_')}>${icon('italic')}</button>
          <button type="button" class="button bare" aria-label=${words.say('composer.code')} title=${words.say('composer.code')} @click=${() => composer.wrap('\`')}>${icon('code')}</button>
        </span>
        <span class="hint">${words.parts('composer.hint', { enter: html`<kbd class="kbd">Enter</kbd>`, shift: html`<kbd class="kbd">Shift Enter</kbd>` })}</span>
        <button type="submit" class="button primary send" id="send" ?disabled=${state.over > 0}><span>${words.say('composer.send')}</span>${icon('send', 'turns')}</button>
      </div>
    </form>`;
}

/** The limit is said before somebody waits for an upload in vain. */
function attachButton(words, { isAllowed, limits, pick, picked }) {
  if (!isAllowed) return nothing;
  const label = limits ? words.say('composer.attach', { size: words.bytes(limits.maxBytes) }) : words.say('composer.attachAny');
  return html`<input type="file" id="files" multiple hidden @change=${picked}>
        <button type="button" class="button bare attach" id="attach" aria-label=${label} title=${label} @click=${pick}>${icon('clip')}</button>`;
}
