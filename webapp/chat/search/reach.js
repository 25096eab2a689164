import { placeOf } from '../conversation.js';
import { find } from '../messages.js';

/** Pages of older messages that are loaded one after the other on the way to a message; further away one leaps. */
const PAGES = 10;
const LARGEST_PAGE = 200;
const AROUND = 25;

/**
 * Makes sure that a message is there to be shown, with what is around it; resolves with whether it is. Between a message far
 * back and the rest there may be a gap, which the page shows.
 */
export async function reach({ store, history, connection, id, messageId }) {
  const conversation = () => store.state.conversations[id];
  const isThere = () => find(conversation()?.messages ?? [], messageId) !== undefined;
  if (conversation()?.loaded === false) await history.open(connection, id);
  const ask = where => connection.request('history', { ...placeOf(id), ...where });
  const older = async () => {
    const { messages, more } = await ask({ before: conversation().messages[0].id, limit: LARGEST_PAGE });
    store.dispatch({ type: 'older', id, messages, more });
  };
  const isBefore = () => conversation().more && conversation().messages[0]?.id > messageId;
  for (let page = 0; isBefore() && page < PAGES; page += 1) await older();
  if (isBefore() && !conversation().gap) {
    const { messages, more } = await ask({ before: messageId + AROUND, limit: 2 * AROUND });
    if (find(messages.map(message => ({ id: message.id })), messageId)) store.dispatch({ type: 'leapt', id, messages, more });
  }
  if (isBefore()) while (isBefore()) await older();
  else if (!isThere() && conversation().gap) await history.fill(connection, id);
  return isThere();
}
