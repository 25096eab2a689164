/** Arrows, Home and End inside the log; only the message last visited is a stop for Tab. */
export function logKeys(event) {
  const list = event.currentTarget;
  const from = event.target.closest('.message');
  if (!from || event.target !== from || event.altKey || event.ctrlKey || event.metaKey) return;
  const messages = [...list.querySelectorAll(':scope > .message')];
  const at = messages.indexOf(from);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: messages.length - 1 }[event.key];
  const next = messages[to];
  if (!next) return;
  event.preventDefault();
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
