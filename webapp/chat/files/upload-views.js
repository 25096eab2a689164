import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { fit } from '../fit.js';
import { icon } from '../icon.js';
import { explain } from '../problems.js';

/** What is attached, inside the field above the text. */
export function attachedView(page, { uploads, limits }) {
  const { words, state, isUp } = page;
  const items = uploads.attached(state.open);
  if (items.length === 0) return nothing;
  const waits = !isUp && state.line.shown && items.some(({ status }) => status === 'waiting' || status === 'sending');
  return html`<div class="attached"><ul aria-label=${words.say('file.attached')}>${repeat(items, ({ key }) => key, item => html`<li>${attachment(page.words, uploads, limits, item)}</li>`)}</ul>
    ${waits ? html`<p class="waits" role="status">${icon('offline', 'small')}${words.say('file.keepOpen')}</p>` : nothing}</div>`;
}

function attachment(words, uploads, limits, item) {
  const { key, name, size, status, preview } = item;
  const failed = status === 'failed';
  return html`<div class="file ${failed ? 'refused' : ''}" data-status=${status} role=${failed ? 'alert' : nothing}>
    ${preview && !failed ? html`<img class="preview" src=${preview} alt="">` : icon(failed ? 'alert' : 'file')}
    <span class="name" dir="auto" title=${name}>${name}</span>
    ${failed ? html`<span class="why">${why(words, limits, item)}</span>` : status === 'sending' ? progress(words, item) : html`<bdi class="size">${words.bytes(size)}</bdi>`}
    ${failed && !item.isRefused ? html`<button type="button" class="textbutton" @click=${() => uploads.retry(key)}>${words.say('message.retry')}</button>` : nothing}
    ${taker(words, status === 'sending' ? 'file.cancelThis' : 'file.remove', item, () => discard(uploads, key))}</div>`;
}

/** The file of a message that is still on its way up. */
export function carriedView(page, { uploads, limits }, { key, file, status: said }) {
  const { words, isUp } = page;
  const item = uploads.find(key);
  if (!item) return said === 'failed' ? lostView(page, key, file) : nothing;
  const { status, dimensions, preview } = item;
  const isPicture = preview && dimensions?.width > 0;
  return html`
    ${isPicture ? sketch(preview, dimensions) : nothing}
    <div class="file ${status === 'failed' ? 'refused' : ''}" data-status=${status}>${icon(status === 'failed' ? 'alert' : 'file')}<span class="name" dir="auto" title=${file.name}>${file.name}</span>
      ${status === 'failed' ? nothing : progress(words, item)}
      ${status === 'failed' ? nothing : taker(words, 'file.cancelThis', item, () => discard(uploads, key))}</div>
    ${status === 'failed' ? html`<p class="state failed" role="alert"><span>${words.say('message.failed')} ${why(words, limits, item)}</span><span class="choices">
      ${item.isRefused ? nothing : html`<button type="button" class="textbutton" @click=${() => uploads.retry(key)}>${words.say('message.retry')}</button>`}
      <button type="button" class="textbutton" @click=${() => discard(uploads, key)}>${words.say('message.delete')}</button></span></p>`
    : status === 'waiting' && !isUp ? html`<p class="state">${icon('clock', 'small')}<span>${words.say('file.keepOpen')}</span></p>` : nothing}`;
}

/** The page was left with it; its message is still there. */
function lostView({ words, state, session, attaching }, key, { name }) {
  const id = state.open;
  return html`<div class="file refused">${icon('alert')}<span class="name" dir="auto" title=${name}>${name}</span></div>
    <p class="state failed" role="alert"><span>${words.say('message.failed')} ${words.say('problem.fileLeft')}</span><span class="choices">
      <button type="button" class="textbutton" @click=${() => attaching.instead({ id, key })}>${words.say('file.again')}</button>
      <button type="button" class="textbutton" @click=${() => session.discard(id, key)}>${words.say('message.delete')}</button></span></p>`;
}

function sketch(preview, dimensions) {
  const { width, height } = fit(dimensions);
  return html`<span class="picture carried"><img src=${preview} width=${width} height=${height} alt=""></span>`;
}

function progress(words, { name, share }) {
  const percent = Math.floor(share * 100);
  return html`<progress max="100" .value=${percent} aria-label=${words.say('file.uploading', { name })}></progress><bdi class="size share">${words.percent(share)}</bdi>`;
}

function taker(words, says, { name }, act) {
  const label = words.say(says, { name });
  return html`<button type="button" class="button quiet" aria-label=${label} title=${label} @click=${act}>${icon('close')}</button>`;
}

function discard(uploads, key) {
  uploads.discard(key);
  document.getElementById('composer')?.focus({ preventScroll: true });
}

function why(words, limits, { problem }) {
  switch (problem.code) {
    case 'FILE_TOO_LARGE': return limits ? words.say('problem.fileTooLarge', { max: words.bytes(limits.maxBytes) }) : words.say('problem.fileTooLargeHere');
    case 'FILE_TYPE': return words.say('problem.fileType');
    case 'FILE_NAME': return words.say('problem.fileName');
    case 'FILES_WAITING': return words.say('problem.filesWaiting');
    case 'BUSY': return words.say('problem.full');
    case 'LOST': return words.say('problem.uploadLost');
    default: return explain(words, problem);
  }
}

/** While somebody drags a file over the page. */
export function dropView({ words }, { limits }) {
  return html`<div class="drop">${icon('clip')}<b>${words.say('file.drop')}</b>${limits ? html`<span>${words.say('file.dropMore', { size: words.bytes(limits.maxBytes) })}</span>` : nothing}</div>`;
}
