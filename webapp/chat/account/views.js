import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { field } from '../signin-view.js';

/** What somebody with an account fills in to come in: nothing if it is known who they are. */
export function fields({ words, door }, desk) {
  if (desk.name !== null) {
    return html`<p class="known">${words.parts('account.known', { name: html`<b><bdi>${desk.name}</bdi></b>` })} <button type="button" class="textbutton" id="other-account" @click=${desk.other}>${words.say('account.another')}</button></p>`;
  }
  const { isNew } = desk;
  return html`${field({ id: 'name', label: words.say(isNew ? 'signin.name' : 'account.name'), hint: isNew ? words.say('account.nameHint') : null, value: door.name, door,
    autocomplete: 'username', direction: 'auto' })}
    ${field({ id: 'password', label: words.say('account.password'), hint: isNew ? words.say('account.passwordHint') : null, value: '', door,
    autocomplete: isNew ? 'new-password' : 'current-password', direction: 'ltr', type: 'password' })}`;
}

/** The other way, below the button. */
export function turning({ words, ways }, { isNew, name, turn }) {
  return ways?.signUp && name === null
    ? html`<p><button type="button" class="textbutton" id="turn" @click=${() => turn(!isNew)}>${words.say(isNew ? 'account.old' : 'account.new')}</button></p>` : nothing;
}

/** The password again, when a session has ended; and another password. */
export function dialogs({ words }, desk) {
  const password = (id, label, autocomplete, hint = null) => field({
    id, name: id.split('-')[0], label: words.say(label), hint, value: '', door: { problem: problemOf(desk, id) }, autocomplete, direction: 'ltr', type: 'password',
  });
  return html`<dialog class="dialog" id="sign-again" aria-labelledby="h-sign-again">
    <h2 id="h-sign-again">${words.say('account.again')}</h2>
    <p>${words.say('account.againText', { name: desk.name })}</p>
    <form novalidate @submit=${desk.signAgain}>
      ${password('password-again', 'account.password', 'current-password')}
      ${choices(words, desk, 'account.again')}
    </form>
  </dialog>
  <dialog class="dialog" id="password-change" aria-labelledby="h-password">
    <h2 id="h-password">${words.say('account.change')}</h2>
    <form novalidate @submit=${desk.change}>
      <input type="text" name="username" autocomplete="username" .value=${desk.name} hidden>
      ${password('password-old', 'account.passwordOld', 'current-password')}
      ${password('next-password', 'account.passwordNext', 'new-password', words.say('account.passwordHint'))}
      ${choices(words, desk, 'account.changeDo')}
    </form>
  </dialog>`;
}

function problemOf({ wish: { problem } }, id) {
  return problem && id.startsWith(problem.field) ? { field: id, text: problem.text } : null;
}

function choices(words, { wish }, deed) {
  return html`<div class="choices"><button type="button" class="button" @click=${({ target }) => target.closest('dialog').close()}>${words.say('action.cancel')}</button><button class="button primary" aria-busy=${wish.busy ? 'true' : nothing}>${words.say(deed)}</button></div>`;
}
