/**
 * Does something once, when it is asked for: loads a part of the page, with its words, and its style sheet if it has one; resolves when all
 * is there. What failed (away) is tried again the next time.
 */
export function later(load, sheet = null) {
  let coming = null;
  return () => {
    coming ??= Promise.all([load(), moreWords(), sheet && style(sheet)]).catch(problem => {
      coming = null;
      throw problem;
    });
    return coming;
  };
}

/** The words of what is loaded later; `moreWords.of()` are those the page speaks in. */
export function moreWords() {
  return moreWords.of().more();
}

/** One of the style sheets; resolves when it applies, so that nothing is seen without it. */
export function style(name) {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `css/${name}.css`, onload: resolve, onerror: reject });
    document.head.append(link);
  });
}
