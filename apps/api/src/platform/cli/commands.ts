import { Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { CommandError } from '../errors/index.js';
import { COMMAND, type Command, type CommandHelp } from './command.js';

/** Finds and runs the commands that modules contribute. */
@Injectable()
export class Commands {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  /** Runs a command; where there is none of this name, lists them all, `others` included. */
  async run(name: string, args: readonly string[], others: Record<string, { help: string }>): Promise<void> {
    const found = this.all();
    const command = found.find(({ help }) => help.name === name);
    if (command) return command.instance.run(args);

    const helps = [
      ...Object.entries(others).map(([own, { help }]) => ({ name: own, help })),
      ...found.map((f) => f.help),
    ];
    const width = Math.max(...helps.map((help) => help.name.length));
    const lines = helps.map((help) => `  ${help.name.padEnd(width)}  ${help.help}`).sort();
    const list = `Commands:\n${lines.join('\n')}\n`;
    if (name !== 'help') throw new CommandError(`There is no command "${name}". ${list}`);
    process.stdout.write(list);
  }

  private all(): { help: CommandHelp; instance: Command }[] {
    return this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      const help = metatype && this.reflector.get<CommandHelp | undefined>(COMMAND, metatype);
      return help ? [{ help, instance: instance as Command }] : [];
    });
  }
}
