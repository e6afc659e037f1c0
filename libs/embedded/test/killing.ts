import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Account } from '../src/account.js';

const OWNER = fileURLToPath(new URL('owner.mjs', import.meta.url));

export interface Owner {
  url: string;
  process: ChildProcess;
  /** Kills it with -9 and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a part from a program of its own. */
export async function startOwner(
  start: 'startPostgres' | 'startChain',
  options: object,
  account?: Account,
): Promise<Owner> {
  const owner = spawn(process.execPath, [OWNER, start, JSON.stringify(options)], {
    ...account,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  owner.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    owner.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    owner.once('exit', () => reject(new Error(complaint)));
  });
  return { url, process: owner, kill: () => killAndWait(owner) };
}

function killAndWait(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** The ids in a pid file of a running part. */
export function processesOf(pidFile: string): { owner: number; guard: number; server: number } {
  const [owner, guard, server] = readFileSync(pidFile, 'utf8').trim().split('\n').map(Number);
  if (!owner || !guard || !server) throw new Error(`${pidFile} does not name three processes`);
  return { owner, guard, server };
}

export async function untilGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid)).toBe(false);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie, which nobody has waited for yet, has ended as well.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
