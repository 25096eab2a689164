import { dayOf } from './rows.js';

/** What the device does, and time alone: the network, a look at the page, sleep; the countdown, typing that has stopped, the day. */
export function watchDevice({ store, session, reader, screen }) {
  addEventListener('online', () => session.lifeline.nudge());
  addEventListener('offline', () => session.lifeline.wentOffline());
  document.addEventListener('visibilitychange', () => {
    screen.drawIfDue();
    session.presence.looked(isLookedAt());
    if (!isLookedAt()) return;
    session.lifeline.nudge();
    reader.scrolled();
  });
  watchTime({ store, session, screen });
}

const isLookedAt = () => document.visibilityState === 'visible';

function watchTime({ store, session, screen }) {
  let ticked = Date.now();
  let day = dayOf(ticked);
  setInterval(() => {
    const now = Date.now();
    const slept = now - ticked > 5_000;
    ticked = now;
    if (store.state.me === null) return;
    if (slept) awake(session);
    store.dispatch({ type: 'typingExpired', at: now });
    if (store.state.line.phase === 'waiting' || dayOf(now) !== day || document.querySelector('#transport:popover-open')) screen.refresh();
    day = dayOf(now);
  }, 1_000);
}

/** In the background the browser's clock is slow as well; there nobody waits. */
function awake({ lifeline, presence }) {
  lifeline.nudge();
  if (isLookedAt()) presence.check();
}
