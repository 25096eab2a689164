/**
 * What a close code asks of the client (docs/native-protocol.md, "Close codes"; `EIO_n` is Engine.IO's error n):
 * `retry` with back-off, `refused` (do not try again by yourself), `replaced` (the same client is elsewhere).
 */
const REFUSED = new Set([1003, 1007, 1008, 4400, 4401, 4403, 4404, 'EIO_3', 'EIO_5']);

export function verdictOn(code) {
  if (code === 4409) return 'replaced';
  return REFUSED.has(code) ? 'refused' : 'retry';
}

/** The person was refused, and would be on any other wire. */
export const isAccessRefused = code => code === 4401 || code === 4403;

/** The reason, if signing in differently may help: `forbidden`, `auth required`; else null. */
export function accessRefusal({ code, reason }) {
  return isAccessRefused(code) && ['forbidden', 'auth required'].includes(reason) ? reason : null;
}

/** A full server is not helped by being asked again after a second. */
export function shortestWait(code) {
  return code === 1013 || code === 4429 ? 5_000 : 0;
}

/** What it means that there is no token: [code, reason]. */
export function closeWithout({ code }) {
  return code === 'LOST' || code === 'BUSY' ? [1006, 'no token'] : [4401, 'auth expired'];
}
