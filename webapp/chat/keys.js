/**
 * The keys that work everywhere in the chat. Alt+↑ and Alt+↓ go through the conversations (with Shift only through those
 * with something new), Alt+A goes to the first that means one, Ctrl+K asks for a name, F6 goes to the next part of the page
 * (with Shift to the one before), ? explains, Esc leads to the latest message. `ids()` lists the conversations, `open(id)` opens one; `isOn()`: somebody may have switched them off; `isQuiet(id)`:
 * one wants to hear nothing of that conversation.
 */
export function watchKeys({ store, ids, open, latest, goto, help, region, isOn, isQuiet }) {
  addEventListener('keydown', event => {
    const { state } = store;
    if (state.me === null || event.isComposing || event.defaultPrevented || document.querySelector('dialog:modal')) return;
    if (event.key === 'Escape' && !document.querySelector(':popover-open')) latest();
    if (!isOn()) return;
    const deed = deedOf(event, state, { ids, open, goto, help, region, isQuiet });
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}

/** What a key does, as a function; null when it is the browser's. */
export function deedOf(event, state, { ids, open, goto, help, region, isQuiet }) {
  const { key, altKey, shiftKey } = event;
  const letter = letterOf(event);
  const control = event.ctrlKey || event.metaKey;
  if (control && !altKey && !shiftKey && letter === 'k') return goto;
  if (control) return null;
  if (altKey && letter === 'a' && !shiftKey) return opening(firstUnread(ids(), state, isQuiet), open);
  if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    return opening(neighbour(ids(), state.open, key === 'ArrowUp' ? -1 : 1, id => !shiftKey || hasNews(state.conversations[id], isQuiet)), open);
  }
  if (key === 'F6' && !altKey) return () => region(shiftKey ? -1 : 1);
  return key === '?' && !altKey && !isWriting(event.target) ? help : null;
}

/** Also when there is nowhere to go, the key is not the browser's. */
const opening = (id, open) => () => { if (id) open(id); };

const isWriting = target => target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]');

/** The letter of a key, on any keyboard: one that writes no Latin has it where an English one has. */
export function letterOf({ key, code }) {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? null;
}

/** Whether there is something new; of a quiet conversation only what calls one by name is. */
function hasNews({ id, unread, mentions }, isQuiet) {
  return unread > 0 && (mentions > 0 || !isQuiet(id));
}

/** The first that has a mention or is private, else the first with anything new; or undefined. */
export function firstUnread(ids, state, isQuiet) {
  const unread = ids.filter(id => id !== state.open && hasNews(state.conversations[id], isQuiet));
  return unread.find(id => state.conversations[id].mentions > 0 || id.startsWith('with/')) ?? unread[0];
}

/** The nearest of `ids` after (or, with -1, before) `from` that is `welcome`, going round; or undefined. */
export function neighbour(ids, from, step, welcome) {
  const at = ids.indexOf(from);
  return ids.map((_, i) => ids[(at + step * (i + 1) + ids.length * (i + 1)) % ids.length])
    .find(id => id !== from && welcome(id));
}
