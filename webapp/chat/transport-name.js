/** What carries the messages, in a word. */
export function transportName(words, { transport }) {
  return { polling: words.say('transport.polling'), sse: 'SSE' }[transport] ?? 'WebSocket';
}
