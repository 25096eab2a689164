/** What the n-th message of a speaker says: whoever hears it can tell whether it has arrived intact. */
const WORDS = 'hello привет 你好 👋 "quoted" \\ ';

export const textOf = n => WORDS.repeat(n % 9 + 1);

export const isTextOf = (n, text) => text === textOf(n);

/** Bytes now and then, else text. */
export const bodyOf = n => n % 10 === 0 ? Buffer.alloc(n * 97 % 4_096, n) : textOf(n);

/** Clients give bytes as a Buffer or as an ArrayBuffer. */
export function isBodyOf(n, body) {
  const expected = bodyOf(n);
  if (typeof expected === 'string') return body === expected;
  return (Buffer.isBuffer(body) || body instanceof ArrayBuffer) && expected.equals(Buffer.from(body));
}
