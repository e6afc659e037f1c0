import { EmbeddedError } from './embedded-error.js';
import { portTaken } from './ports.js';

/** Turns what the node said before it ended into an error that tells what to do. */
export function chainFailure(output: string, place: string, port: number): EmbeddedError {
  if (/Address already in use/.test(output)) return portTaken(port, 'The embedded chain');
  if (/No space left on device/.test(output)) {
    return new EmbeddedError('DISK_FULL', `The disk of ${place} is full. Free some space and start again.`);
  }
  if (/--load-state/.test(output)) {
    return new EmbeddedError(
      'DATA_FOLDER_BROKEN',
      `The embedded chain cannot be read from ${place}: the file is damaged. Restore it from a copy, ` +
        `or begin the demo anew with npm start -- --reset.\n${output.trim()}`,
    );
  }
  return new EmbeddedError('START_FAILED', `The embedded chain ended while it started.\n${output.trim()}`);
}
