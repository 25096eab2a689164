/** Opens a popover beside what it belongs to: below it where there is room, else above; always whole in the window. */
const GAP = 4;
const EDGE = 8;

export function placeNear(popover, anchor) {
  popover.showPopover();
  const near = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const isTurned = getComputedStyle(anchor).direction === 'rtl';
  const left = isTurned ? near.left : near.right - width;
  const below = near.bottom + GAP;
  const top = below + height + EDGE <= innerHeight ? below : near.top - GAP - height;
  popover.style.setProperty('inset', 'auto');
  popover.style.setProperty('margin', '0');
  popover.style.setProperty('left', `${within(left, width, innerWidth)}px`);
  popover.style.setProperty('top', `${within(top, height, innerHeight)}px`);
  popover.querySelector('button')?.focus();
}

const within = (at, size, room) => Math.round(Math.max(EDGE, Math.min(at, room - size - EDGE)));
