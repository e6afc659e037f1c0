export { CliCommand, COMMAND, type Command, type CommandHelp } from './command.js';
