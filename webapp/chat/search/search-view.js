import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { voice } from '../../lib/people.js';
import { isRoom, keyOf, linkTo } from '../conversation.js';
import { icon } from '../icon.js';
import { explain } from '../problems.js';
import { dayOf } from '../rows.js';
import { seal } from '../seal.js';
import { nameOf } from '../state.js';
import { otherOf, pieces } from './hits.js';

export function searchView(page, panel) {
  const { words, state } = page;
  const { busy, found } = panel.finding;
  return html`<dialog class="finder" id="search" aria-labelledby="h-search" @close=${panel.closed} @keydown=${panel.pressed}>
    <header><h2 id="h-search">${words.say('search.title')}</h2>
      <button type="button" class="button bare" id="close-search" aria-label=${words.say('search.close')} title=${words.say('search.close')} @click=${panel.close}>${icon('close')}</button></header>
    <form role="search" @submit=${panel.submit}>
      <label class="search">${icon('search', 'small')}<span class="visually-hidden">${words.say('search.label')}</span>
        <input class="input" id="query" type="search" dir="auto" enterkeyhint="search" autocomplete="off" spellcheck="false" maxlength="200" placeholder=${words.say('search.label')} .value=${panel.query} @input=${panel.typed}></label>
      <fieldset class="segments" aria-label=${words.say('search.where')}>
        <label><input type="radio" name="where" value="here" .checked=${!panel.everywhere} @change=${() => panel.choose(false)}><span class="place" dir="auto">${nameOf(state, state.open)}</span></label>
        <label><input type="radio" name="where" value="everywhere" .checked=${panel.everywhere} @change=${() => panel.choose(true)}>${words.say('search.all')}</label>
      </fieldset>
    </form>
    <p class="visually-hidden" role="status">${busy || found.asked === null ? '' : summary(words, found)}</p>
    <div class="results" aria-busy=${busy ? 'true' : 'false'} @scroll=${panel.scrolled}>${results(page, panel)}</div>
  </dialog>`;
}

function summary(words, { asked, hits, next }) {
  if (hits.length === 0) return words.say('empty.search', { q: asked });
  return words.count(next === null ? 'search.found' : 'search.foundMore', hits.length);
}

function results(page, panel) {
  const { words } = page;
  const { found, problem, busy } = panel.finding;
  if (problem) return html`<p class="trouble" role="alert">${icon('alert', 'small')}<span>${explain(words, problem)}</span></p>${hitList(page, panel)}`;
  if (found.asked === null && found.hits.length === 0) return busy ? nothing : html`<p class="aside">${words.say('search.hint')}</p>`;
  if (found.asked !== null && found.hits.length === 0) return empty(words, panel);
  return hitList(page, panel);
}

function hitList(page, panel) {
  const { words } = page;
  const { busy, found: { hits, next } } = panel.finding;
  if (hits.length === 0) return nothing;
  return html`<ol class="hits">${repeat(hits, ({ key }) => key, hit => html`<li>${hitView(page, panel, hit)}</li>`)}</ol>
    ${next === null ? nothing : html`<button type="button" class="button" id="search-more" aria-busy=${busy ? 'true' : nothing} @click=${panel.more}>${words.say(busy ? 'log.loading' : 'search.more')}</button>`}`;
}

function hitView({ words, state }, panel, hit) {
  const { asked, where } = panel.finding.found;
  const { id, message } = hit;
  const own = message.from === state.me.id;
  const name = own ? state.me.name : message.username;
  const place = isRoom(id) ? keyOf(id) : otherOf(hit, state.me.id);
  const isToday = dayOf(message.date) === dayOf(Date.now());
  return html`<a class="hit" href=${linkTo(id)} data-conversation=${id} data-message=${message.id} @click=${event => panel.go(event, hit)}>
    ${seal(name, { own })}<span class="who"><b data-voice=${own ? 'own' : voice(name)}><bdi>${name}</bdi></b>${
    where === null ? html`<span class="where">${icon(isRoom(id) ? 'hash' : 'at', 'small')}<bdi>${place}</bdi></span>` : nothing}</span>
    <time datetime=${new Date(message.date).toISOString()} title=${words.exactly(message.date)}>${isToday ? words.time(message.date) : words.date(message.date)}</time>
    <span class="text" dir="auto">${pieces(message.message, asked ?? panel.query).map(({ text, isMatch }) => (isMatch ? html`<mark>${text}</mark>` : text))}</span></a>`;
}

/** As everywhere: brackets, one sentence, one more, one button. */
function empty(words, panel) {
  const { asked, where } = panel.finding.found;
  const isHere = where !== null;
  return html`<div class="empty"><h3 dir="auto">${words.say('empty.search', { q: asked })}</h3>
    <p>${words.say(isHere ? isRoom(where) ? 'empty.searchMore' : 'empty.searchDirect' : 'empty.searchAll')}</p>
    ${isHere ? html`<button type="button" class="button" id="search-everywhere" @click=${() => panel.choose(true)}>${words.say('search.everywhere')}</button>` : nothing}</div>`;
}
