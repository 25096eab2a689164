import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { fit } from './fit.js';
import { icon } from './icon.js';

/** A file of a message: a picture that one sees at once, anything else as a card; and one's own on its way up. */

/** What the server lets browsers show (docs/chat.md); all else is saved. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
/** What a picture gets whose size nobody has said. */
const UNKNOWN = { width: 240, height: 180 };

export function fileView(page, message) {
  const { file, deleted, status } = message;
  if (!file || deleted) return nothing;
  if (file.id === undefined) return page.attaching.carried(page, message);
  return SHOWN.has(file.type) ? picture(page, file, status) : card(page.words, file);
}

/** Where a file is, from the page. */
export const addressOf = ({ id, name }) => `api/files/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;

/** Its place is kept from the start, so that nothing moves when it arrives. */
function picture({ words, attaching }, file, status) {
  const known = isSize(file.width) && isSize(file.height);
  const { width, height } = known ? fit(file) : UNKNOWN;
  return html`<a class="picture ${known ? '' : 'unknown'}" href=${addressOf(file)} target="_blank" rel="noopener" title=${file.name}>
    <img src=${attaching.preview(file.id) ?? addressOf(file)} width=${width} height=${height} alt=${words.say('file.picture', { name: file.name })} loading=${status === undefined ? 'lazy' : 'eager'} decoding="async" draggable="false"></a>`;
}

function card(words, file) {
  return html`<div class="file">${icon('file')}<span class="name" dir="auto" title=${file.name}>${file.name}</span><bdi class="size">${words.bytes(file.size)}</bdi>
    <a class="button quiet" href=${addressOf(file)} download=${file.name} aria-label=${words.say('file.downloadThis', { name: file.name })} title=${words.say('file.download')}>${icon('download')}</a></div>`;
}

const isSize = number => Number.isInteger(number) && number > 0 && number <= 100_000;
