/** `/`, or `/` and one name; what somebody typed, and the address it stands for. */
const NAME = /^[A-Za-z0-9._~-]{1,64}$/;

/** What was meant by `typed` (`team`, `/team`, nothing): the namespace, or null when there can be no such one. */
export function namespaceOf(typed) {
  const name = typed.trim().replace(/^\/+/, '');
  if (name === '') return '/';
  // Dots alone would be read as a way up the address.
  return NAME.test(name) && !/^\.{1,2}$/.test(name) ? `/${name}` : null;
}

/** Where the namespace's native wire is, seen from a page at `page`; wherever the application is mounted. */
export function addressOf(namespace, page) {
  const address = new URL(namespace === '/' ? 'ws' : `ws${namespace}`, page);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.search = '';
  address.hash = '';
  return address.href;
}
