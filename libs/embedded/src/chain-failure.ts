import { EmbeddedError } from './embedded-error.js';
import { portTaken } from './ports.js';

/** Turns what the node said before it ended into an error that tells what to do. */
export function chainFailure(output: string, dataDir: string, port: number): EmbeddedError {
  if (/Address already in use/.test(output)) return portTaken(port, 'The embedded chain');
  if (/No space left on device/.test(output)) {
    return new EmbeddedError('DISK_FULL', `The disk of ${dataDir} is full. Free some space and start again.`);
  }
  if (/--load-state/.test(output)) {
    return new EmbeddedError(
      'DATA_FOLDER_BROKEN',
      `The embedded chain cannot be read from ${dataDir}: its state file is damaged. ` +
        `Restore it from a copy, or move the folder away to begin with an empty chain.\n${output.trim()}`,
    );
  }
  return new EmbeddedError('START_FAILED', `The embedded chain ended while it started.\n${output.trim()}`);
}
