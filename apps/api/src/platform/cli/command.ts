import { SetMetadata } from '@nestjs/common';

/** A command of the command line: `node dist/cli.js <name> [arguments]`. */
export interface Command {
  run(args: readonly string[]): Promise<void>;
}

export interface CommandHelp {
  readonly name: string;
  readonly help: string;
}

export const COMMAND = 'custodia:command';

/** Marks a provider that implements Command: the command line offers it. */
export function CliCommand(name: string, help: string): ClassDecorator {
  return SetMetadata(COMMAND, { name, help } satisfies CommandHelp);
}
