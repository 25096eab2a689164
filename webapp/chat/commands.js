import { LOBBY_ID, isRoom, keyOf, personId } from './conversation.js';

/** What can be written with a slash at the start, what it does, and the word for what comes after it, if anything does. */
const COMMANDS = [
  { name: 'help', label: 'commands.help' },
  { name: 'join', label: 'commands.join', rest: 'commands.room' },
  { name: 'leave', label: 'commands.leave' },
  { name: 'msg', label: 'commands.msg', rest: 'commands.nameAndText' },
  { name: 'topic', label: 'commands.topic', rest: 'commands.topicText' },
  { name: 'mute', label: 'commands.mute', rest: 'commands.nameAndTime', isModerators: true },
  { name: 'unmute', label: 'commands.unmute', rest: 'commands.person', isModerators: true },
  { name: 'kick', label: 'commands.kick', rest: 'commands.nameAndReason', isModerators: true },
  { name: 'ban', label: 'commands.ban', rest: 'commands.nameAndTime', isModerators: true },
  { name: 'unban', label: 'commands.unban', rest: 'commands.person', isModerators: true },
];

/** What somebody may do: not everybody looks after the others. */
export const commandsFor = me => COMMANDS.filter(({ isModerators }) => !isModerators || me?.moderator);

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 };
const TIME = /^(\d{1,6})([smhd])(?:\s+|$)/;

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
    mute: rest => this.#moderate('mute', rest),
    unmute: rest => this.#lift('unmute', rest),
    kick: rest => this.#moderate('kick', rest),
    ban: rest => this.#moderate('ban', rest),
    unban: rest => this.#lift('unban', rest),
  };

  /** `help()` shows what there is. */
  constructor({ store, session, help }) {
    this.#store = store;
    this.#session = session;
    this.#help = help;
  }

  async run({ name, rest }) {
    const command = commandsFor(this.#store.state.me).find(one => one.name === name);
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

  /** The person with the longest name that the rest begins with, as names may have spaces, and what comes after it. */
  #person(rest, people) {
    const said = rest.replace(/^@/, '');
    const { me } = this.#store.state;
    const person = [...people]
      .filter(({ id, username }) => id !== me.id && username !== '' && said.startsWith(username) && /^(\s|$)/.test(said.slice(username.length)))
      .sort((a, b) => b.username.length - a.username.length)[0];
    if (!person) throw { code: 'NO_SUCH_USER' };
    return { id: person.id, text: said.slice(person.username.length).trim() };
  }

  /** `Anna 10m why`: for how long, and why, if that is said. */
  #moderate(event, rest) {
    const { id, text } = this.#person(rest, this.#store.state.people.values());
    const [time, count, unit] = TIME.exec(text) ?? [''];
    return this.#session.request(event, { target: id, reason: text.slice(time.length).trim(), ...(time ? { seconds: Number(count) * SECONDS[unit] } : {}) });
  }

  /** Of those who are kept from something, here or not. */
  async #lift(event, rest) {
    const { sanctions } = await this.#session.request('list sanctions', {});
    const { id } = this.#person(rest, sanctions);
    await this.#session.request(event, { target: id });
  }

  #write(rest) {
    const { id: to, text } = this.#person(rest, this.#store.state.people.values());
    const id = personId(to);
    this.#session.open(id);
    if (text !== '' && !this.#session.say(id, text)) throw { code: 'QUEUE_FULL' };
  }

  #setTopic(topic) {
    const { open } = this.#store.state;
    if (!isRoom(open)) throw { code: 'NO_SUCH_ROOM' };
    return this.#session.setTopic(open, topic);
  }
}
