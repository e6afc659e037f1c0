import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { canEnter, isRoot, unprivilegedAccount, type Account } from './account.js';
import { assertFreeSpace } from './disk-space.js';
import { EmbeddedError } from './embedded-error.js';
import { initdb } from './initdb.js';
import { postgresBinaries, PUBLIC_FOLDER } from './postgres-binaries.js';

const PASSWORD_FILE = 'custodia.password';

/** A data folder that can be served. */
export interface Cluster {
  /** Where the files really lie. */
  folder: string;
  /** Who owns and serves them; undefined: the current user. */
  account: Account | undefined;
  binaries: string;
  password: string;
}

/** Opens the cluster in the folder, and makes one when the folder is missing or empty. */
export async function openCluster(dataDir: string, initdbFlags: string[]): Promise<Cluster> {
  const path = resolve(dataDir);
  mkdirSync(dirname(path), { recursive: true });
  const found = existsSync(path);
  const account = isRoot() ? (found && ownerOf(path)) || unprivilegedAccount() : undefined;
  const binaries = postgresBinaries(account);
  if (!found || isEmptyFolder(path)) await create(path, account, binaries, initdbFlags);
  const folder = realpathSync(path);
  assertServable(path, folder, account);
  assertFreeSpace(folder, 64);
  return { folder, account, binaries, password: readFileSync(join(folder, PASSWORD_FILE), 'utf8').trim() };
}

async function create(
  path: string,
  account: Account | undefined,
  binaries: string,
  initdbFlags: string[],
): Promise<void> {
  const place = placeFor(path, account);
  assertFreeSpace(dirname(place), 256);
  // A cluster appears under its name only when it is whole: a start that is killed half-way breaks nothing.
  const unfinished = `${place}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  const password = randomBytes(18).toString('base64url');
  await initdb(unfinished, password, account, binaries, initdbFlags);
  writeFileSync(join(unfinished, PASSWORD_FILE), `${password}\n`, { mode: 0o600 });
  rmSync(path, { recursive: true, force: true });
  renameSync(unfinished, place);
  if (place !== path) symlinkSync(place, path);
}

/** The path itself, or a public place that the path then links to, where the account cannot enter its parents. */
function placeFor(path: string, account: Account | undefined): string {
  if (!account || canEnter(account, dirname(path))) return path;
  mkdirSync(PUBLIC_FOLDER, { recursive: true, mode: 0o755 });
  const parent = mkdtempSync(join(PUBLIC_FOLDER, 'data-'));
  chmodSync(parent, 0o711);
  return join(parent, basename(path));
}

function ownerOf(path: string): Account | undefined {
  const { uid, gid } = statSync(path);
  return uid === 0 ? undefined : { uid, gid };
}

function isEmptyFolder(path: string): boolean {
  return statSync(path).isDirectory() && readdirSync(path).length === 0;
}

function assertServable(path: string, folder: string, account: Account | undefined): void {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (account && !canEnter(account, folder)) throw new Error(`user ${account.uid} cannot enter ${folder}`);
  } catch (cause) {
    throw new EmbeddedError(
      'DATA_FOLDER_FORBIDDEN',
      `${path} belongs to another user, or lies in a folder closed to the user PostgreSQL runs as. ` +
        'Start as the user who made it, or move it away to begin with an empty one.',
      { cause },
    );
  }
  const missing = ['PG_VERSION', PASSWORD_FILE].filter((file) => !existsSync(join(folder, file)));
  if (missing.length === 0) return;
  throw new EmbeddedError(
    'DATA_FOLDER_BROKEN',
    `${path} is not a PostgreSQL data folder made by Custodia (${missing.join(' and ')} missing). ` +
      'Restore it from a copy, or move it away to begin with an empty one.',
  );
}
