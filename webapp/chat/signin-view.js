import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon, mark } from './icon.js';
import { languageChoice, themeSwitch } from './theme-switch.js';

/** The way in: a name, or an account, and a namespace (chat/door.js). */
export function signInView({ words, door, signing, enter, speak }) {
  return html`
    <header class="top"><span class="brand">${mark}Parley</span></header>
    <main>
      <div class="frame">
        <svg class="bracket ours" viewBox="0 0 200 150" aria-hidden="true"><path d="M7 143V51A44 44 0 0 1 51 7h142"/></svg>
        <svg class="bracket theirs" viewBox="0 0 200 150" aria-hidden="true"><path d="M193 7v92a44 44 0 0 1-44 44H7"/></svg>
        ${door.forbidden === null ? entrance({ words, door, signing, enter }) : forbidden({ words, door, signing })}
      </div>
    </main>
    <footer class="bottom">
      <p>${words.say('signin.about')}</p>
      <div class="choices">
        <label class="visually-hidden" for="language">${words.say('settings.language')}</label>
        ${languageChoice(words, 'language', speak)}
        ${themeSwitch(words)}
      </div>
    </footer>`;
}

function entrance({ words, door, signing, enter }) {
  return html`<form class="card" id="signin" novalidate @submit=${event => submit(event, enter)} aria-busy=${door.busy ? 'true' : 'false'}>
    <h1>${words.say('signin.title')}</h1>
    <p class="lead">${lead(words, door.here)}</p>
    ${signing.ways?.accounts && signing.ways.guests ? segments(words, signing) : nothing}
    ${signing.way ? signing.way.fields({ words, door }) : field({ id: 'name', label: words.say('signin.name'), hint: words.say('signin.nameHint'), value: door.name, door,
      autocomplete: 'nickname', direction: 'auto' })}
    ${field({ id: 'namespace', label: words.say('signin.namespace'), hint: words.say('signin.namespaceHint'), value: door.namespace, door,
      autocomplete: 'off', direction: 'ltr' })}
    <button class="button primary wide" id="enter">${words.say(door.busy ? 'signin.entering' : 'signin.enter')}${icon('send', 'turns')}</button>
    ${signing.way?.turning({ words, ways: signing.ways }) ?? nothing}
    <p class="problem" role="alert" ?hidden=${door.problem?.field !== 'form'}>${door.problem?.field === 'form' ? html`${icon('alert', 'small')}<span>${door.problem.text}</span>` : nothing}</p>
  </form>`;
}

/** In the place of the form, when the namespace has refused this person. */
function forbidden({ words, door, signing }) {
  return html`<section class="card" aria-labelledby="forbidden">
    <h1 id="forbidden" tabindex="-1">${words.say('close.forbidden')}</h1>
    <p class="lead">${words.say('forbidden.text', { place: door.forbidden })}</p>
    ${signing.ways?.accounts ? html`<button type="button" class="button primary wide" id="another" @click=${door.another}>${words.say('forbidden.another')}</button>` : nothing}
    <button type="button" class="button wide" id="back" @click=${door.back}>${words.say('forbidden.back')}</button>
  </section>`;
}

function lead(words, here) {
  if (here === undefined) return '\u00a0';
  if (here === null) return words.say('signin.lead');
  return here === 0 ? words.say('signin.nobody') : words.count('signin.here', here);
}

function segments(words, { how, choose }) {
  const way = (value, label) => html`<label><input type="radio" name="how" value=${value} .checked=${how === value} @change=${() => choose(value)}>${words.say(label)}</label>`;
  return html`<fieldset class="segments" aria-label=${words.say('signin.how')}>${way('guest', 'signin.guest')}${way('account', 'signin.account')}</fieldset>`;
}

/** A field with what is wrong with it, or else a hint. */
export function field({ id, name = id, label, hint, value, door, autocomplete, direction, type = 'text' }) {
  const problem = door.problem?.field === id ? door.problem.text : null;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input class="input" id=${id} name=${name} type=${type} autocomplete=${autocomplete} dir=${direction} spellcheck="false" autocapitalize="off" .value=${value}
      aria-describedby="${id}-hint" aria-invalid=${problem ? 'true' : 'false'}>
    <p class=${problem ? 'problem' : 'hint'} id="${id}-hint" ?hidden=${!problem && !hint}>${problem ? html`${icon('alert', 'small')}<span>${problem}</span>` : hint}</p>
  </div>`;
}

function submit(event, enter) {
  event.preventDefault();
  const { name, namespace, password } = event.currentTarget.elements;
  enter({ name: name?.value ?? '', namespace: namespace.value, password: password?.value });
}
