import { LOBBY_ID, isRoom, keyOf, personId } from './conversation.js';

/** What can be written with a slash at the start, what it does, and the word for what comes after it, if anything does. */
export const COMMANDS = [
  { name: 'help', label: 'commands.help' },
  { name: 'join', label: 'commands.join', rest: 'commands.room' },
  { name: 'leave', label: 'commands.leave' },
  { name: 'msg', label: 'commands.msg', rest: 'commands.nameAndText' },
  { name: 'topic', label: 'commands.topic', rest: 'commands.topicText' },
];

/** Does what the commands say; rejects with {code, …} when it cannot. */
export class Commands {
  #store;
  #session;
  #help;
  #deeds = {
    help: () => this.#help(),
    join: room => this.#session.join(room.replace(/^#/, '')),
    leave: () => this.#leave(),
    msg: rest => this.#write(rest),
    topic: topic => this.#setTopic(topic),
  };

  /** `help()` shows what there is. */
  constructor({ store, session, help }) {
    this.#store = store;
    this.#session = session;
    this.#help = help;
  }

  async run({ name, rest }) {
    const command = COMMANDS.find(one => one.name === name);
    if (!command) throw { code: 'COMMAND', name };
    if (command.rest && rest === '' && name !== 'topic') throw { code: 'COMMAND_REST', name, rest: command.rest };
    await this.#deeds[name](rest);
  }

  #leave() {
    const { open } = this.#store.state;
    if (open === LOBBY_ID) throw { code: 'LOBBY' };
    if (isRoom(open)) this.#session.leave(keyOf(open));
    else this.#session.closeDirect(open);
  }

  /** The longest name that the rest begins with, as names may have spaces. */
  #write(rest) {
    const said = rest.replace(/^@/, '');
    const { people, me } = this.#store.state;
    const person = [...people.values()]
      .filter(({ id, username }) => id !== me.id && said.startsWith(username) && /^(\s|$)/.test(said.slice(username.length)))
      .sort((a, b) => b.username.length - a.username.length)[0];
    if (!person) throw { code: 'NO_SUCH_USER' };
    const id = personId(person.id);
    this.#session.open(id);
    const text = said.slice(person.username.length).trim();
    if (text !== '' && !this.#session.say(id, text)) throw { code: 'QUEUE_FULL' };
  }

  #setTopic(topic) {
    const { open } = this.#store.state;
    if (!isRoom(open)) throw { code: 'NO_SUCH_ROOM' };
    return this.#session.setTopic(open, topic);
  }
}
