/** Loads a style sheet; resolves when it applies, so that nothing is seen without it. */
export function style(address) {
  return new Promise(resolve => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL(address, document.baseURI).href, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}
