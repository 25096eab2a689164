import { closeDrawers } from './drawers.js';

/** The parts of the page that F6 goes round, in their order, and where in them the focus goes. */
const ENTRANCES = {
  rooms: region => region.querySelector('[aria-current]'),
  messages: entranceOfLog,
  'composer-form': region => region.querySelector('textarea'),
  people: region => region.querySelector('button.person'),
  search: region => region.querySelector('input'),
};

/** Puts the focus into the next part that is in view, or with -1 into the one before. */
export function toRegion(step) {
  closeDrawers();
  const here = document.activeElement;
  const regions = Object.keys(ENTRANCES).map(id => document.getElementById(id)).filter(region => region?.checkVisibility());
  const others = (step > 0 ? regions : regions.toReversed()).filter(region => !region.contains(here) && ENTRANCES[region.id](region));
  const side = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const next = others.find(region => here.compareDocumentPosition(region) & side) ?? others[0];
  if (next) ENTRANCES[next.id](next).focus();
}

/** The message that one was at last, as long as it is in view; else the last one that is. */
function entranceOfLog(list) {
  const { top, bottom } = document.getElementById('scroller').getBoundingClientRect();
  const isInView = line => line.getBoundingClientRect().bottom > top && line.getBoundingClientRect().top < bottom;
  const stops = [...list.querySelectorAll('.message[tabindex="0"]')];
  const line = stops.find(isInView) ?? [...list.querySelectorAll('.message')].findLast(isInView);
  if (!line) return null;
  for (const stop of stops) stop.tabIndex = -1;
  line.tabIndex = 0;
  return line;
}
