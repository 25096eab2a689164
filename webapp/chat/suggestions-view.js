import { listbox, optionView } from './listbox.js';

/** What could be meant by the word that is being written, above the field. */
export function suggestionsView(page) {
  const { words, composer: { suggestions: { list, chosen, take } } } = page;
  const label = words.say(list[0].kind === 'person' ? 'composer.people' : 'help.commands');
  return listbox({ prefix: 'suggestions', label, list, chosen, take, option: one => optionView(page, one) });
}
