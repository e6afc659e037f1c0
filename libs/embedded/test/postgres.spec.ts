import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRoot, unprivilegedAccount, type Account } from '../src/account.js';
import { startPostgres, withClient, type PostgresOptions } from '../src/postgres.js';
import type { RunningPart } from '../src/running-part.js';
import { processesOf, startOwner, untilGone } from './killing.js';

/** The power does not fail in a spec. */
const FAST = ['--no-sync'];

let folder: string;
let dataDir: string;
const running: RunningPart[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custodia-postgres-spec-'));
  chmodSync(folder, 0o777);
  dataDir = join(folder, 'postgres');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const start = async (options: Partial<PostgresOptions> = {}) => {
  const postgres = await startPostgres({ dataDir, initdbFlags: FAST, ...options });
  running.push(postgres);
  return postgres;
};
const query = (url: string, sql: string) => withClient(url, async (client) => (await client.query(sql)).rows);
const addPack = (url: string, serial: string) =>
  query(url, `CREATE TABLE IF NOT EXISTS pack (serial text); INSERT INTO pack VALUES ('${serial}')`);
const packs = async (url: string) =>
  (await query(url, 'SELECT serial FROM pack')).map(({ serial }) => serial);
/** A folder with a pack in it, made once: each test has a copy, as its server left it. */
const MADE = join(tmpdir(), `custodia-postgres-made-${process.pid}`);
const make = async () => {
  const postgres = await startPostgres({ dataDir, initdbFlags: FAST });
  await addPack(postgres.url, 'A');
  await postgres.stop();
};
const made = async () => {
  if (existsSync(MADE)) return copyWhole(MADE, dataDir);
  await make();
  rmSync(`${dataDir}.log`);
  copyWhole(dataDir, MADE);
};
afterAll(() => rmSync(MADE, { recursive: true, force: true }));

/** With owners and rights, by which PostgreSQL knows its folder. */
function copyWhole(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

describe('refuses, and says what to do', () => {
  test('a taken port', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(`${port}`),
    });
    expect(existsSync(dataDir)).toBe(false);
    other.close();
  });

  test('a folder that holds something else', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'holiday.jpg'), '');
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_FOLDER_BROKEN',
      message: expect.stringContaining(dataDir),
    });
  });

  test('a damaged control file', async () => {
    await made();
    truncateSync(join(dataDir, 'global', 'pg_control'), 100);
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_FOLDER_BROKEN',
      message: expect.stringContaining(dataDir),
    });
  });

  test('a folder whose files are gone', async () => {
    await made();
    rmSync(join(dataDir, 'pg_wal'), { recursive: true });
    await expect(start()).rejects.toMatchObject({ code: 'DATA_FOLDER_BROKEN' });
  });

  test('a folder of another version', async () => {
    await made();
    writeFileSync(join(dataDir, 'PG_VERSION'), '14\n');
    await expect(start()).rejects.toMatchObject({ code: 'DATA_FOLDER_OTHER_VERSION' });
  });

  test('a setting that PostgreSQL does not know', async () => {
    await made();
    await expect(start({ settings: { no_such_setting: 'on' } })).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('no_such_setting'),
    });
  });

  test('a folder that another run uses', async () => {
    await made();
    await start();
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
  });
});

test('its log tells of an error, and of no value that was in it', async () => {
  await made();
  const postgres = await start();
  await withClient(postgres.url, async (client) => {
    await client.query('ALTER TABLE pack ADD UNIQUE (serial)');
    const again = client.query('INSERT INTO pack VALUES ($1), ($1)', ['SERIAL-OF-A-PACK']);
    await expect(again).rejects.toMatchObject({ detail: expect.stringContaining('SERIAL-OF-A-PACK') });
  });
  await expect.poll(() => postgres.output()).toContain('duplicate key value');
  expect(postgres.output()).not.toContain('SERIAL-OF-A-PACK');
});

describe('keeps its data', () => {
  test('when it is stopped and started', async () => {
    await made();
    const { url } = await start();
    expect(await packs(url)).toEqual(['A']);
  });

  test('when a first start was killed half-way', async () => {
    mkdirSync(`${dataDir}.unfinished`);
    writeFileSync(join(`${dataDir}.unfinished`, 'PG_VERSION'), '18\n');
    await make();
    expect(existsSync(`${dataDir}.unfinished`)).toBe(false);
  });

  test('when the server itself is killed: its owner learns it, and the next start recovers', async () => {
    await made();
    const postgres = await start();
    await addPack(postgres.url, 'B');
    process.kill(processesOf(`${dataDir}.pid`).server, 'SIGKILL');
    await postgres.ended;
    expect(postgres.output()).toContain('ended by itself (SIGKILL)');
    expect(await packs((await start()).url)).toEqual(['A', 'B']);
  });

  test('when its lock names a process that is another program by now', async () => {
    await made();
    writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    if (isRoot()) expect(statSync(dataDir).uid).not.toBe(0);
    expect(await packs((await start()).url)).toEqual(['A']);
  });
});

// Started by root, PostgreSQL has to run as somebody else; started by anyone else, as that user.
const users: { name: string; account: Account | undefined }[] = isRoot()
  ? [
      { name: 'root', account: undefined },
      { name: 'an ordinary user', account: unprivilegedAccount() },
    ]
  : [{ name: 'the current user', account: undefined }];

/** The folder, with the password that its first owner keeps there. */
function handOver(account: Account | undefined): void {
  if (account) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, dataDir]);
}

describe.each(users)('owned by a program of $name', ({ account }) => {
  test('it ends when its owner is killed with -9, and starts again with its data', async () => {
    await made();
    handOver(account);
    const owner = await startOwner('startPostgres', { dataDir, initdbFlags: FAST }, account);
    const { server, guard } = processesOf(`${dataDir}.pid`);
    await addPack(owner.url, 'B');
    await owner.kill();

    const next = await startOwner('startPostgres', { dataDir, initdbFlags: FAST }, account);
    expect(await packs(next.url)).toEqual(['A', 'B']);
    await Promise.all([untilGone(server), untilGone(guard)]);
    const { guard: nextGuard } = processesOf(`${dataDir}.pid`);
    await next.kill();
    await untilGone(nextGuard);
  });

  test('an orphan, whose guard was killed as well, is stopped by the next start', async () => {
    await made();
    handOver(account);
    const owner = await startOwner('startPostgres', { dataDir, initdbFlags: FAST }, account);
    const { server, guard } = processesOf(`${dataDir}.pid`);
    await addPack(owner.url, 'B');
    process.kill(guard, 'SIGKILL');
    await owner.kill();

    const next = await startOwner('startPostgres', { dataDir, initdbFlags: FAST }, account);
    expect(await packs(next.url)).toEqual(['A', 'B']);
    await untilGone(server);
    const { guard: nextGuard } = processesOf(`${dataDir}.pid`);
    await next.kill();
    await untilGone(nextGuard);
  });

  test('it ends when its owner ends without stopping it', async () => {
    await made();
    handOver(account);
    const owner = await startOwner('startPostgres', { dataDir, initdbFlags: FAST }, account);
    const { server } = processesOf(`${dataDir}.pid`);
    owner.process.kill('SIGTERM');
    await untilGone(server);
  });

  test('it never runs as root, and its files belong to who runs it', async () => {
    const owner = await startOwner('startPostgres', { dataDir, initdbFlags: FAST }, account);
    const { guard, server } = processesOf(`${dataDir}.pid`);
    expect(statSync(dataDir).uid).not.toBe(0);
    if (process.platform === 'linux') expect(statSync(`/proc/${server}`).uid).toBe(statSync(dataDir).uid);
    await owner.kill();
    await untilGone(guard);
  });
});

test('data in a folder that only its owner may enter is kept where the server can reach it', async () => {
  chmodSync(folder, 0o700);
  await make();
  const postgres = await start();
  expect(await packs(postgres.url)).toEqual(['A']);
  const place = realpathSync(dataDir);
  // Not while it writes there.
  await postgres.stop();
  if (place !== dataDir) rmSync(dirname(place), { recursive: true });
});
