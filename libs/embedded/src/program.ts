import { startGuarded } from './guarded-process.js';
import { clearPreviousRun } from './previous-run.js';
import type { RunningProgram } from './running-part.js';

export interface ProgramOptions {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Its output is appended here. */
  logFile: string;
  /** Holds process ids while it runs. */
  pidFile: string;
  /** A part of its command line by which a copy that a killed run left behind is known, and ended first. */
  mark: string;
}

/**
 * Starts any program as a part: it ends with this one, however that ends, with its children.
 * @throws EmbeddedError DATA_FOLDER_IN_USE when another run owns it
 */
export async function startProgram(options: ProgramOptions): Promise<RunningProgram> {
  await clearPreviousRun(options.pidFile, options.mark, options.cwd);
  const { command, args, cwd, env, pidFile } = options;
  return startGuarded({ command, args, cwd, env, pidFile, stopSignal: 'SIGTERM' }, options.logFile);
}
