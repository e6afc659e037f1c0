import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from './embedded-error.js';

/**
 * Clears what a run that was killed may have left: a server without a guard is stopped, a stale file removed.
 * A process id alone proves nothing (it may have been given to another program since), so the command line of
 * the process must name the program.
 * @throws EmbeddedError DATA_FOLDER_IN_USE when the guard of another run still lives.
 */
export async function clearPreviousRun(pidFile: string, program: string, dataPath: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const [owner, guard, server] = readFileSync(pidFile, 'utf8').split('\n').map(Number);
  // A guard whose owner was killed a moment ago is busy stopping its server; one with a living owner is at work.
  const patience = owner && commandLine(owner) ? 2_000 : 25_000;
  if (guard && !(await endsWithin(patience, guard, 'guard.mjs'))) throw inUse(program, dataPath, guard);
  if (server && isProgram(server, program)) await stopOrphan(server, program);
  rmSync(pidFile, { force: true });
}

export function inUse(program: string, dataPath: string, pid: number | undefined): EmbeddedError {
  return new EmbeddedError(
    'DATA_FOLDER_IN_USE',
    `${dataPath} is in use by another run (${program}, process ${pid ?? 'unknown'}). ` +
      'Stop that run first, or use another data folder.',
  );
}

/** Whether a living process with this id runs the program. */
export function isProgram(pid: number, program: string): boolean {
  return commandLine(pid).includes(program);
}

async function endsWithin(milliseconds: number, pid: number, program: string): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 100) {
    if (!isProgram(pid, program)) return true;
    await sleep(100);
  }
  return !isProgram(pid, program);
}

async function stopOrphan(pid: number, program: string): Promise<void> {
  process.kill(pid, 'SIGINT');
  if (!(await endsWithin(10_000, pid, program))) process.kill(pid, 'SIGKILL');
}

function commandLine(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return ''; // no such process
  }
}
