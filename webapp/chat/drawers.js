/**
 * On narrow windows the rooms and the people are drawers (popovers): while one is out, the rest is inert, and the
 * button that opened it gets the focus back (the browser sees to that, and to Esc).
 */
const DRAWERS = ['rooms', 'people'];
const IS_DRAWER = { rooms: matchMedia('(max-width: 43.74rem)'), people: matchMedia('(max-width: 68.74rem)') };

export function watchDrawers() {
  // Before it goes, so that the focus can return to what is behind; after it has come, so that it can go in.
  document.addEventListener('beforetoggle', ({ target, newState }) => {
    if (DRAWERS.includes(target.id) && newState === 'closed') makeInert(() => false);
  }, true);
  document.addEventListener('toggle', ({ target, newState }) => {
    if (!DRAWERS.includes(target.id) || newState === 'closed') return;
    makeInert(element => element !== target);
    (target.querySelector('[aria-current]') ?? target.querySelector('button.person') ?? target.querySelector('button')).focus();
  }, true);
  for (const id of DRAWERS) IS_DRAWER[id].addEventListener('change', () => close(id));
}

function makeInert(isBehind) {
  for (const element of document.querySelectorAll('#sheet, #rooms, #people')) element.inert = isBehind(element);
}

export function closeDrawers() {
  DRAWERS.forEach(close);
}

function close(id) {
  const drawer = document.getElementById(id);
  if (drawer?.matches(':popover-open')) drawer.hidePopover();
}
