/** `/`, or `/` and one name; what somebody typed, and the addresses it stands for. */
const NAME = /^[A-Za-z0-9._~-]{1,64}$/;

/** What was meant by `typed` (`team`, `/team`, nothing): the namespace, or null when there can be no such one. */
export function namespaceOf(typed) {
  const name = typed.trim().replace(/^\/+/, '');
  if (name === '') return '/';
  // Dots alone would be read as a way up the address.
  return NAME.test(name) && !/^\.{1,2}$/.test(name) ? `/${name}` : null;
}

/** Where the namespace is to be found on each wire, seen from a page at `page`; wherever the application is mounted. */
export function placesOf(namespace, page) {
  const at = path => {
    const address = new URL(path, page);
    address.search = '';
    address.hash = '';
    return address;
  };
  const below = path => (namespace === '/' ? path : path + namespace);
  const native = at(below('ws'));
  native.protocol = native.protocol === 'https:' ? 'wss:' : 'ws:';
  const { origin, pathname } = at('socket.io/');
  return {
    native: native.href,
    sse: at(below('sse')).href,
    socketio: { origin, path: pathname, namespace },
    client: at('socket.io/socket.io.esm.min.js').href,
  };
}
