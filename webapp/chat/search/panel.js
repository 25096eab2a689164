import { letterOf } from '../keys.js';
import { Finding } from './finding.js';
import { searchView } from './search-view.js';

/** The panel with the search: beside the conversation where there is room, else over it. */
const IS_WIDE = '(min-width: 68.75rem)';
const REST = 350;
/** So near the end of what was found, what follows is fetched, in pixels. */
const NEAR = 300;

export class Panel {
  #context;
  #timer = null;
  #wide = matchMedia(IS_WIDE);

  isOpen = false;
  query = '';
  /** Whether everything is searched, or the conversation that is open. */
  everywhere = false;
  finding;

  constructor(context) {
    this.#context = context;
    this.finding = new Finding(context);
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
    this.finding.forget();
    Object.assign(this, { isOpen: false, query: '', everywhere: false });
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

  /** The page that follows, when one comes near the end of what is there; what failed is tried again by the button alone. */
  scrolled = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
    if (this.finding.problem === null && scrollHeight - scrollTop - clientHeight < NEAR) this.finding.more();
  };

  /** The same by the button; one goes on at the first that has come, or at the last when there was no more. */
  more = async () => {
    const known = this.finding.found.hits.length;
    await this.finding.more();
    const hits = [...this.#element?.querySelectorAll('.hit') ?? []];
    const isEnd = this.finding.found.next === null;
    (hits[known] ?? (isEnd ? hits.at(-1) : undefined))?.focus();
  };

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
    const { me, open } = this.#context.store.state;
    const { asked, where } = this.finding.found;
    if (!this.isOpen || me === null || asked === null || where === null || this.everywhere || where === open) return;
    this.#ask();
  }

  #ask() {
    clearTimeout(this.#timer);
    this.finding.ask(this.query.trim(), this.everywhere ? null : this.#context.store.state.open);
  }
}
