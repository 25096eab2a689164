import { letterOf } from '../keys.js';
import { question, withPage } from './hits.js';
import { searchView } from './search-view.js';

/** The panel with the search: beside the conversation where there is room, else over it. */
const IS_WIDE = '(min-width: 68.75rem)';
const REST = 350;

export class Panel {
  #context;
  #timer = null;
  #turn = 0;
  #wide = matchMedia(IS_WIDE);

  isOpen = false;
  query = '';
  /** Whether everything is searched, or the conversation that is open. */
  everywhere = false;
  /** `asked` is the text that `hits` are of, null before the first search; `where` the conversation they are from, or null. */
  found = { asked: null, where: null, hits: [], more: false };
  busy = false;
  problem = null;

  constructor(context) {
    this.#context = context;
    this.#wide.addEventListener('change', () => { if (this.isOpen) this.#show(); });
    context.store.addEventListener('change', () => this.#follow());
    addEventListener('keydown', event => this.#findAgain(event));
  }

  view(page) {
    return searchView(page, this);
  }

  open() {
    this.isOpen = true;
    this.#context.draw();
    this.#show();
    this.#field.select();
  }

  close = () => this.#element?.close();

  /** However it was closed: by the button, by Esc, by the browser. */
  closed = () => {
    if (!this.isOpen || this.#element?.open) return;
    this.isOpen = false;
    this.#context.draw();
  };

  rest() {
    clearTimeout(this.#timer);
    Object.assign(this, { isOpen: false, query: '', everywhere: false, busy: false, problem: null, found: { asked: null, where: null, hits: [], more: false } });
  }

  typed = ({ target }) => {
    this.query = target.value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), REST);
  };

  submit = event => {
    event.preventDefault();
    this.#ask();
  };

  choose(everywhere) {
    this.everywhere = everywhere;
    this.#ask();
    this.#field.focus();
  }

  more = () => this.#ask({ isMore: true });

  go = async (event, hit) => {
    event.preventDefault();
    if (!this.#wide.matches) this.close();
    await this.#context.goTo(hit.id, hit.message.id);
  };

  /** Arrows go through what was found; Esc closes. */
  pressed = event => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.target.type === 'radio') return;
    const stops = [this.#field, ...this.#element.querySelectorAll('.hit, #search-more')];
    const next = stops[stops.indexOf(event.target.closest('.hit, #search-more, #query')) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  get #element() {
    return document.getElementById('search');
  }

  get #field() {
    return document.getElementById('query');
  }

  /** While this is open, Ctrl F leads to the field, and from there to the browser's own search. */
  #findAgain(event) {
    if (!this.isOpen || letterOf(event) !== 'f' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (document.activeElement === this.#field) return;
    event.preventDefault();
    this.#field.select();
  }

  #show() {
    const element = this.#element;
    if (element.open) {
      element.close();
      this.isOpen = true;
    }
    if (this.#wide.matches) element.show();
    else element.showModal();
  }

  /** Another conversation is open now: the same is looked for there. */
  #follow() {
    const { asked, where } = this.found;
    if (!this.isOpen || asked === null || where === null || this.everywhere || where === this.#context.store.state.open) return;
    this.#ask();
  }

  async #ask({ isMore = false } = {}) {
    clearTimeout(this.#timer);
    const { store, session, draw } = this.#context;
    const text = this.query.trim();
    const where = this.everywhere ? null : store.state.open;
    const { found } = this;
    const hits = isMore ? found.hits : [];
    const turn = this.#turn += 1;
    if (text === '') {
      Object.assign(this, { busy: false, problem: null, found: { asked: null, where: null, hits: [], more: false } });
      draw();
      return;
    }
    this.busy = true;
    this.problem = null;
    this.found = isMore ? found : { asked: null, where, hits: found.hits, more: false };
    draw();
    try {
      const answer = await session.request('search', question(isMore ? found.asked : text, isMore ? found.where : where, hits));
      if (turn !== this.#turn) return;
      this.found = { asked: isMore ? found.asked : text, where: isMore ? found.where : where, hits: withPage(hits, answer.messages, store.state.me.id), more: answer.more };
    } catch (problem) {
      if (turn !== this.#turn) return;
      this.problem = problem;
      if (!isMore) this.found = { asked: null, where, hits: [], more: false };
    }
    this.busy = false;
    if (store.state.me !== null) draw();
  }
}
