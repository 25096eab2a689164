/** Words, plurals, lists and dates in one language. Pure; loading is below. */
export const LANGUAGES = { en: 'English', ru: 'Русский', zh: '中文' };

/** 24 hours everywhere; English dates day first, as the column for them is narrow and the reader anywhere. */
const LOCALES = { en: 'en-GB', ru: 'ru', zh: 'zh-CN' };

export class Words {
  #messages;
  #locale;
  #plurals;
  #formats = new Map();
  #more = null;

  constructor(language, messages) {
    this.language = language;
    this.#messages = messages;
    this.#locale = LOCALES[language] ?? language;
    this.#plurals = new Intl.PluralRules(this.#locale);
  }

  /** Whether somebody wants the words of the parts that are loaded later. */
  get wantsMore() {
    return this.#more !== null;
  }

  /** Fetches them. */
  more() {
    this.#more ??= texts(`later/${this.language}`).then(later => { Object.assign(this.#messages, later); }).catch(problem => {
      this.#more = null;
      throw problem;
    });
    return this.#more;
  }

  /** The text of a key, `{name}` replaced by `values.name`. An unknown key shows itself. */
  say(key, values = {}) {
    return this.parts(key, values).join('');
  }

  /** The same as pieces, for values that are more than text. */
  parts(key, values = {}) {
    const pattern = this.#messages[key] ?? key;
    return pattern.split(/\{(\w+)\}/).map((piece, i) => (i % 2 ? values[piece] ?? '' : piece));
  }

  /** The form of `key` that goes with `n`; `{n}` is written the way the language writes numbers. */
  count(key, n, values = {}) {
    return this.say(`${key}.${this.#plurals.select(n)}`, { n: this.number(n), ...values });
  }

  number(n) {
    return this.#format('number', () => new Intl.NumberFormat(this.#locale)).format(n);
  }

  /** 09:21 */
  time(ms) {
    return this.#format('time', () => new Intl.DateTimeFormat(this.#locale,
      { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })).format(ms);
  }

  /** Thursday 19 November */
  day(ms) {
    return this.#format('day', () => new Intl.DateTimeFormat(this.#locale,
      { weekday: 'long', day: 'numeric', month: 'long' })).format(ms);
  }

  /** 19 Nov 2026 */
  date(ms) {
    return this.#format('date', () => new Intl.DateTimeFormat(this.#locale, { dateStyle: 'medium' })).format(ms);
  }

  /** Thursday 19 November 2026 at 09:21:02, for whoever asks */
  exactly(ms) {
    return this.#format('exactly', () => new Intl.DateTimeFormat(this.#locale,
      { dateStyle: 'full', timeStyle: 'medium' })).format(ms);
  }

  /** 24 minutes */
  minutes(n) {
    return this.#format('minutes', () => new Intl.NumberFormat(this.#locale,
      { style: 'unit', unit: 'minute', unitDisplay: 'long' })).format(n);
  }

  /** 14 ms */
  milliseconds(n) {
    return this.#format('milliseconds', () => new Intl.NumberFormat(this.#locale,
      { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 })).format(n);
  }

  /** 4.2 MB */
  bytes(n) {
    const power = n < 1_000 ? 0 : n < 999_500 ? 1 : n < 999_500_000 ? 2 : 3;
    return this.#format(`bytes ${power}`, () => new Intl.NumberFormat(this.#locale, {
      style: 'unit', unit: ['byte', 'kilobyte', 'megabyte', 'gigabyte'][power], unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: power < 2 ? 0 : 1,
    })).format(n / 1_000 ** power);
  }

  /** 62 %, of a share from 0 to 1 */
  percent(share) {
    return this.#format('percent', () => new Intl.NumberFormat(this.#locale, { style: 'percent', maximumFractionDigits: 0 })).format(share);
  }

  /** For sorting names the way readers of this language look for them. */
  get order() {
    return this.#format('order', () => {
      const { compare } = new Intl.Collator([this.#locale, 'ru', 'zh'], { numeric: true });
      return { compare };
    }).compare;
  }

  #format(name, make) {
    if (!this.#formats.has(name)) this.#formats.set(name, make());
    return this.#formats.get(name);
  }
}

/** The best of our languages for somebody who would like these, in this order. */
export function choose(wanted) {
  for (const tag of wanted) {
    const language = String(tag ?? '').toLowerCase().split('-')[0];
    if (Object.hasOwn(LANGUAGES, language)) return language;
  }
  return 'en';
}

export async function load(language) {
  return new Words(language, await texts(language));
}

async function texts(name) {
  const answer = await fetch(new URL(`../i18n/${name}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`i18n/${name}.json: HTTP ${answer.status}`);
  return answer.json();
}
