/**
 * Alt+↑ and Alt+↓ go through the conversations (with Shift only through those with something new), Esc leads to the
 * latest message. `ids()` lists the conversations, `open(id)` opens one, `latest()` is where Esc goes.
 */
export function watchKeys({ store, ids, open, latest }) {
  addEventListener('keydown', event => {
    const { state } = store;
    if (state.me === null || event.isComposing || event.defaultPrevented || document.querySelector('dialog:modal')) return;
    if (event.key === 'Escape' && !document.querySelector(':popover-open')) latest();
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = neighbour(ids(), state.open, step, id => !event.shiftKey || state.conversations[id].unread > 0);
    if (next) open(next);
  });
}

/** The nearest of `ids` after (or, with -1, before) `from` that is `welcome`, going round; or undefined. */
export function neighbour(ids, from, step, welcome) {
  const at = ids.indexOf(from);
  return ids.map((_, i) => ids[(at + step * (i + 1) + ids.length * (i + 1)) % ids.length])
    .find(id => id !== from && welcome(id));
}
