export { CliCommand, type Command } from './command.js';
export { Commands } from './commands.js';
