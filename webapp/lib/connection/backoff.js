const FIRST_CEILING = 2_000;
const LONGEST = 30_000;

/**
 * How long to wait before try number `attempt` (from 0): 1–2 s, 2–4 s, 4–8 s, 8–16 s, then 15–30 s.
 * Half of it is chance, so that everybody who lost the same server does not come back at once.
 */
export function backoff(attempt, random = Math.random) {
  const ceiling = Math.min(LONGEST, FIRST_CEILING * 2 ** attempt);
  return Math.round(ceiling / 2 + random() * ceiling / 2);
}
