import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { isRoom } from './conversation.js';
import { icon } from './icon.js';

/** The toolbar at one message. */
export function actsView({ words, extras: { acts }, emoji, state }, message) {
  const tool = (key, picture, deed) => html`<button type="button" class="button bare" aria-label=${words.say(key)} title=${words.say(key)} @click=${deed}>${icon(picture)}</button>`;
  return html`<div class="acts" role="group" aria-label=${words.say('message.actions')}>
    ${acts.mayReact ? tool('message.react', 'smile', event => emoji.open(event.currentTarget, one => acts.react(message, one))) : nothing}
    ${acts.mayWrite ? tool('message.reply', 'reply', () => acts.reply(message)) : nothing}
    ${message.own && acts.mayWrite ? tool('message.edit', 'edit', () => acts.edit(message))
      : isRoom(state.open) ? tool('message.copyLink', 'link', () => acts.copyLink(message)) : nothing}
    ${tool('message.more', 'more', event => acts.openMenu(message, event.currentTarget))}
  </div>`;
}
