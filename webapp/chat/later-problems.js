import { later } from './problems.js';

/** What can be wrong with a command, a reaction, a change or a topic. */
Object.assign(later, {
  COMMAND: (words, { name }) => words.say('problem.command', { name }),
  COMMAND_REST: (words, { name, rest }) => words.say('problem.commandRest', { name, rest: words.say(rest) }),
  LOBBY: words => words.say('problem.lobby'),
  NOT_YOURS: words => words.say('problem.notYours'),
  REACTION: words => words.say('problem.reaction'),
  REACTION_LIMIT: words => words.say('problem.reactionLimit'),
  TOPIC: words => words.say('problem.topic'),
});
