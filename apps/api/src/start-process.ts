import { ConfigError } from './config.js';
import { NotMigratedError } from './database/data-source.js';
import { CommandError } from './platform/errors/command-error.js';

/** Runs a process. What its operator can put right is said without a stack trace. */
export async function startProcess(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if ([CommandError, ConfigError, NotMigratedError].some((kind) => error instanceof kind))
    return (error as Error).message;
  const cause = rootOf(error);
  if (cause.code === 'ECONNREFUSED')
    return `Nothing answers at ${cause.address}:${cause.port}. Is PostgreSQL running?`;
  if (cause.code === 'EADDRINUSE')
    return `Another program has the port ${cause.port}. Stop it, or set API_PORT.`;
  if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND')
    return `This machine knows no address ${cause.address ?? cause.hostname}. Look at the settings of hosts and databases.`;
  return cause.stack ?? String(error);
}

interface SystemError extends Error {
  code?: string;
  address?: string;
  hostname?: string;
  port?: number;
}

function rootOf(error: unknown): SystemError {
  if (error instanceof AggregateError) return rootOf(error.errors[0]);
  return error instanceof Error ? error : new Error(String(error));
}
