import { execFileSync, spawnSync } from 'node:child_process';
import { EmbeddedError } from './embedded-error.js';

/** An operating-system user that a server runs as. */
export interface Account {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root; this finds a user without rights that exists on nearly every system. */
export function unprivilegedAccount(): Account {
  for (const name of CANDIDATES) {
    const account = lookUp(name);
    if (account) return account;
  }
  throw new EmbeddedError(
    'NO_UNPRIVILEGED_USER',
    `PostgreSQL refuses to run as root, and this system has none of the users ${CANDIDATES.join(', ')}. ` +
      'Run as an ordinary user, create one of these (useradd --system postgres), or set DATABASE_URL.',
  );
}

/** Whether the account can enter the folder, whose parents may be closed to it. */
export function canEnter(account: Account, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;
}

function lookUp(name: string): Account | undefined {
  try {
    return { uid: id('-u', name), gid: id('-g', name) };
  } catch {
    return undefined; // `id` fails for a name that does not exist
  }
}

function id(flag: string, name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}
