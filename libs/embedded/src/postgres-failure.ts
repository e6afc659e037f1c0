import { EmbeddedError } from './embedded-error.js';
import { portTaken } from './ports.js';
import { inUse } from './previous-run.js';

const DAMAGE =
  /PANIC|could not (open|read|access|locate|stat) |does not exist|corrupt|checksum|not a valid data directory|invalid (page|record|data|checkpoint)/;

/** Turns what PostgreSQL said before it ended into an error that tells what to do. */
export function postgresFailure(
  output: string,
  dataDir: string,
  port: number,
  logFile?: string,
): EmbeddedError {
  if (/could not bind .*Address already in use/.test(output)) return portTaken(port, 'PostgreSQL');
  if (/No space left on device|could not (write|extend) .*(disk|space)/i.test(output)) {
    return new EmbeddedError(
      'DISK_FULL',
      `PostgreSQL could not write to ${dataDir}: the disk is full. Free some space and start again; nothing confirmed was lost.`,
    );
  }
  const running = /lock file "postmaster.pid" already exists[^]*PID (\d+)/.exec(output);
  if (running) return inUse('PostgreSQL', dataDir, Number(running[1]));
  if (/database files are incompatible with server/.test(output)) {
    return new EmbeddedError(
      'DATA_FOLDER_OTHER_VERSION',
      `${dataDir} was written by another version of PostgreSQL. Move the folder away (its demo data is then made anew), or start the version that wrote it.`,
    );
  }
  if (/Permission denied|has invalid permissions|has wrong ownership/.test(output)) {
    return new EmbeddedError(
      'DATA_FOLDER_FORBIDDEN',
      `PostgreSQL may not read ${dataDir}. Start as the user who owns it, or move it away.\n${lastLines(output)}`,
    );
  }
  if (DAMAGE.test(output)) {
    return new EmbeddedError(
      'DATA_FOLDER_BROKEN',
      `PostgreSQL cannot start on ${dataDir}: the data folder is damaged. Restore it from a copy, or move it away to begin with an empty one.\n${lastLines(output)}`,
    );
  }
  return new EmbeddedError(
    'START_FAILED',
    `PostgreSQL ended while it started. ${logFile ? `Its log is ${logFile}.` : ''}\n${lastLines(output)}`,
  );
}

/** PostgreSQL's processes of the last run are still ending: worth another try in a moment. */
export function isStillShuttingDown(output: string): boolean {
  return /pre-existing shared memory block .* is still in use/.test(output);
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-8).join('\n');
}
