/**
 * Somebody's account: signs in and up, and has an access token at hand when one is needed (docs/guide/auth.md). The page keeps none:
 * what fetches the next is a cookie that no script sees. Rejects with {code, retryAfter?}: a code of the server's, or `LOST`.
 */
const SPARE = 30_000;

export class Account {
  #fetch;
  #now;
  #token = null;
  #until = 0;
  #coming = null;

  /** `name` is whose it was at the last visit, null if nobody's. */
  constructor({ name = null, fetch = (...all) => globalThis.fetch(...all), now = Date.now } = {}) {
    this.name = name;
    this.#fetch = fetch;
    this.#now = now;
  }

  async signIn({ name, password }) {
    this.#take(await this.#ask('POST', 'session', { name, password }));
  }

  async signUp({ name, password }) {
    this.#take(await this.#ask('POST', 'accounts', { name, password }));
  }

  /** Another password; everywhere else one has to sign in again. */
  async change({ password, next }) {
    this.#take(await this.#ask('PUT', 'accounts/password', { name: this.name, password, new: next }));
  }

  /** One that is good for a while; `isFresh`: another than the one before. */
  async token({ isFresh = false } = {}) {
    if (!isFresh && this.#token !== null && this.#until - this.#now() > SPARE) return this.#token;
    this.#coming ??= this.#next().finally(() => { this.#coming = null; });
    await this.#coming;
    return this.#token;
  }

  /** Another tab may have signed out, or somebody else in: then this one is nobody's any more. */
  async #next() {
    const { name } = this;
    const answer = await this.#ask('POST', 'session/refresh');
    if (name === null || this.name !== name || answer.user.name !== name) throw { code: 'SESSION_NEEDED' };
    this.#take(answer);
  }

  /** It ends here, also when the server cannot be told. */
  async signOut() {
    this.forget();
    await this.#ask('DELETE', 'session').catch(() => {});
  }

  forget() {
    this.name = null;
    this.#token = null;
  }

  #take({ token, seconds, user }) {
    this.#token = token;
    this.#until = this.#now() + seconds * 1_000;
    this.name = user.name;
  }

  async #ask(method, path, body) {
    const { ok, answer } = await this.#answer(method, path, body);
    if (ok) return answer;
    throw answer?.error ?? { code: 'LOST' };
  }

  async #answer(method, path, body) {
    try {
      const response = await this.#fetch(new URL(`api/${path}`, globalThis.document?.baseURI ?? 'http://localhost/').href, {
        method, keepalive: method === 'DELETE',
        ...(body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
      });
      return { ok: response.ok, answer: await response.json() };
    } catch {
      throw { code: 'LOST' };
    }
  }
}
