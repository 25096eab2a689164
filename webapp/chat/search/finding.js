import { hitsOf, question } from './hits.js';

const NOTHING = Object.freeze({ asked: null, where: null, hits: [], next: null });

/** Asking the server, page by page; of several questions the last one counts. */
export class Finding {
  #store;
  #session;
  #draw;
  #turn = 0;

  /**
   * `asked` is the text that `hits` are of, null before there is an answer; `where` the conversation they are from, or null;
   * `next` what the server calls the page that follows them, null when there is none.
   */
  found = NOTHING;
  busy = false;
  problem = null;

  constructor({ store, session, draw }) {
    this.#store = store;
    this.#session = session;
    this.#draw = draw;
  }

  /** What is still asked for is not wanted any more. */
  forget() {
    this.#turn += 1;
    Object.assign(this, { found: NOTHING, busy: false, problem: null });
  }

  /** A new question; `where` is a conversation, or null for everywhere. What was found before stays until there is an answer. */
  async ask(text, where) {
    const { hits } = this.found;
    this.forget();
    if (text === '') {
      this.#draw();
      return;
    }
    this.found = { ...NOTHING, where, hits };
    await this.#request(question(text, where), page => ({ asked: text, where, ...page }), { ...NOTHING, where });
  }

  /** The page that follows, if there is one, and it is not on its way already. */
  async more() {
    const { found } = this;
    if (this.busy || found.next === null) return;
    await this.#request(question(found.asked, found.where, found.next),
      ({ hits, next }) => ({ ...found, hits: [...found.hits, ...hits], next }), found);
  }

  /** What is found is what `take` makes of the page that comes, or `otherwise`; nothing when another question has overtaken it. */
  async #request(asked, take, otherwise) {
    const turn = this.#turn += 1;
    Object.assign(this, { busy: true, problem: null });
    this.#draw();
    let change;
    try {
      const { messages, more, next } = await this.#session.request('search', asked);
      change = () => ({ found: take({ hits: hitsOf(messages, this.#store.state.me.id), next: more ? next : null }) });
    } catch (problem) {
      change = () => ({ problem, found: otherwise });
    }
    if (turn !== this.#turn) return;
    Object.assign(this, { busy: false, ...change() });
    this.#draw();
  }
}
