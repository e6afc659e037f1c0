import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedError } from './embedded-error.js';
import { startGuarded, type GuardedProcess } from './guarded-process.js';
import { SERVER_ENVIRONMENT, SUPERUSER } from './initdb.js';
import { assertPortIsFree, freePort } from './ports.js';
import { openCluster, type Cluster } from './postgres-cluster.js';
import { isStillShuttingDown, postgresFailure } from './postgres-failure.js';
import { clearPreviousRun, isProgram } from './previous-run.js';
import type { RunningPart } from './running-part.js';

/** Recovery after a crash replays the log before the first connection is let in. */
const RECOVERY_PATIENCE_MS = 300_000;

export interface PostgresOptions {
  /** The data folder; made when missing, kept between runs. */
  dataDir: string;
  /** A free port is chosen when this is not given. */
  port?: number | undefined;
  /** Name of the database that `url` points to; made when missing. Default: custodia. */
  database?: string | undefined;
  /** Where the server's log is appended. Default: beside the data folder. */
  logFile?: string | undefined;
  /** Server settings, as in postgresql.conf. */
  settings?: Record<string, string> | undefined;
  initdbFlags?: string[] | undefined;
  /** Delete this folder when the server has ended. */
  removeAfterwards?: string | undefined;
}

/**
 * Starts a real PostgreSQL on the loopback address, as an ordinary user or as root (then the server runs as an
 * unprivileged user). It ends with this program, however that ends.
 * @returns its address: postgresql://custodia:password@127.0.0.1:port/database
 * @throws EmbeddedError PORT_TAKEN, DISK_FULL, DATA_FOLDER_*, NO_UNPRIVILEGED_USER, BINARY_MISSING, START_FAILED
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPart> {
  if (process.platform === 'win32') {
    throw new EmbeddedError(
      'NOT_SUPPORTED',
      'The embedded PostgreSQL runs on Linux and macOS. On Windows use WSL, or set DATABASE_URL.',
    );
  }
  const dataDir = resolve(options.dataDir);
  const pidFile = `${dataDir}.pid`;
  mkdirSync(dirname(dataDir), { recursive: true });
  await clearPreviousRun(pidFile, 'postgres', dataDir);
  if (options.port) await assertPortIsFree(options.port, 'PostgreSQL');
  const cluster = await openCluster(dataDir, options.initdbFlags ?? []);
  removeForeignLock(cluster.folder);

  const port = options.port ?? (await freePort());
  const server = await serve(cluster, port, pidFile, options);
  server.unref();
  const database = options.database ?? 'custodia';
  await ensureDatabase(addressOf(cluster, port, 'postgres'), database);
  return {
    url: addressOf(cluster, port, database),
    port,
    ended: server.ended,
    output: () => server.output(),
    stop: () => server.stop(),
  };
}

async function serve(
  cluster: Cluster,
  port: number,
  pidFile: string,
  options: PostgresOptions,
): Promise<GuardedProcess> {
  const logFile = options.logFile ?? `${resolve(options.dataDir)}.log`;
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...options.settings };
  for (let attempt = 1; ; attempt++) {
    const server = startGuarded(
      {
        command: join(cluster.binaries, 'postgres'),
        args: [
          '-D',
          cluster.folder,
          '-p',
          String(port),
          ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
        ],
        env: SERVER_ENVIRONMENT,
        account: cluster.account,
        stopSignal: 'SIGINT', // "fast shutdown": ends sessions, writes a checkpoint
        pidFile,
        removeAfterwards: options.removeAfterwards,
      },
      logFile,
    );
    if (await acceptsConnections(server, addressOf(cluster, port, 'postgres'))) return server;
    const output = server.output();
    if (!isStillShuttingDown(output) || attempt === 20) {
      throw postgresFailure(output, options.dataDir, port, logFile);
    }
    await sleep(250);
  }
}

async function acceptsConnections(server: GuardedProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + RECOVERY_PATIENCE_MS;
  while (!server.hasEnded()) {
    try {
      await withClient(url, (client) => client.query('SELECT 1'));
      return true;
    } catch (error) {
      if (Date.now() > deadline) {
        await server.stop();
        throw new EmbeddedError('START_FAILED', 'PostgreSQL did not get ready in five minutes.', {
          cause: error,
        });
      }
      await sleep(30);
    }
  }
  return false;
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  await withClient(url, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    // The details of an error are values: the row that broke a rule, the key that was there before. Of this user, not of
    // the server, whose own words about a start are read by us.
    await client.query(`ALTER ROLE ${SUPERUSER} SET log_error_verbosity = terse`);
  });
}

/**
 * PostgreSQL clears its own stale lock, unless the process id in it now belongs to another program of the same
 * user, as happens in containers, where ids start anew.
 */
function removeForeignLock(folder: string): void {
  const lock = join(folder, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!isProgram(pid, 'postgres')) rmSync(lock);
}

function addressOf({ password }: Cluster, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Runs one piece of work on a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
