import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Config } from '../config.js';
import { prepared, type Statement } from './prepared.js';

/** A replica further behind than this says what is no longer so. */
const MOST_BEHIND_S = 5;
/** How long what is known of the replica is believed. */
const KNOWN_FOR_MS = 2_000;

// What it has received it has also replayed: then it is up to date, however long nothing was written. Null on a server
// that is no replica.
const BEHIND = `
  SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
              ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 END AS seconds`;

/**
 * Reads that decide nothing: what a scan shows. They go to the replica where there is one that answers and keeps up, and
 * to the database itself otherwise. Whatever is written is decided there.
 */
@Injectable()
export class ReadReplica implements OnModuleDestroy {
  readonly #logger = new Logger(ReadReplica.name);
  readonly #pool: pg.Pool | undefined;
  #usable: Promise<boolean> = Promise.resolve(false);
  #knownUntil = 0;
  #wasUsable: boolean | undefined;

  constructor(
    private readonly database: DataSource,
    { replicaUrl, databasePoolSize }: Config,
  ) {
    if (replicaUrl === undefined) return;
    this.#pool = new pg.Pool({
      connectionString: replicaUrl,
      max: databasePoolSize,
      application_name: 'custodia-replica',
      connectionTimeoutMillis: 2_000,
      statement_timeout: 10_000,
    });
    this.#pool.on('error', (error) => this.giveUp(error.message));
  }

  async read<R>(statement: Statement, values: unknown[]): Promise<R[]> {
    if (!this.#pool || !(await this.isUsable(this.#pool)))
      return prepared<R>(this.database, statement, values);
    try {
      const { rows } = await this.#pool.query<pg.QueryResultRow>({ ...statement, values });
      return rows as R[];
    } catch (error) {
      this.giveUp(error instanceof Error ? error.message : String(error));
      return prepared<R>(this.database, statement, values);
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.#pool?.end();
  }

  private isUsable(pool: pg.Pool): Promise<boolean> {
    if (Date.now() >= this.#knownUntil) {
      this.#knownUntil = Date.now() + KNOWN_FOR_MS;
      this.#usable = this.examine(pool);
    }
    return this.#usable;
  }

  private async examine(pool: pg.Pool): Promise<boolean> {
    try {
      const { rows } = await pool.query<{ seconds: number | null }>(BEHIND);
      const behind = rows[0]?.seconds ?? 0;
      if (behind > MOST_BEHIND_S) return this.tell(false, `it is ${Math.round(behind)} s behind`);
      return this.tell(true, 'it keeps up');
    } catch (error) {
      return this.tell(false, error instanceof Error ? error.message : String(error));
    }
  }

  private giveUp(why: string): void {
    this.#usable = Promise.resolve(this.tell(false, why));
    this.#knownUntil = Date.now() + KNOWN_FOR_MS;
  }

  /** Says it once, when it changes. */
  private tell(usable: boolean, why: string): boolean {
    if (usable !== this.#wasUsable) {
      this.#wasUsable = usable;
      if (usable) this.#logger.log(`The read replica is used: ${why}.`);
      else this.#logger.warn(`The read replica is not used, the database itself is read: ${why}`);
    }
    return usable;
  }
}
