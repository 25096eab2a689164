import { listbox, optionView } from './listbox.js';

const LABELS = { person: 'composer.people', room: 'rooms.title', emoji: 'composer.emoji', command: 'help.commands' };

/** What could be meant by the word that is being written, above the field. */
export function suggestionsView(page) {
  const { words, composer: { suggestions: { list, chosen, take } } } = page;
  const label = words.say(LABELS[list[0].kind]);
  return listbox({ prefix: 'suggestions', label, list, chosen, take, option: one => optionView(page, one) });
}
