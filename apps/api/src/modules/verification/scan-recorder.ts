import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor } from '../../platform/access/index.js';
import type { EventPayload } from '../../platform/events/index.js';
import { isUnstorable } from '../../platform/errors/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import type { ScanRecord } from './scan-record.entity.js';
import type { UnitRef } from './verdict.js';

/** A scan to write down, and what those who watch for fraud learn of it, if they do. */
export interface RecordedScan {
  readonly record: Omit<ScanRecord, 'id'>;
  readonly flag: EventPayload<'scan.flagged'>;
}

const FLUSH_AFTER_MS = 100;
const MOST_AT_ONCE = 1_000;
/** Beyond this the oldest are given up: a database that is away must not take the memory too. */
const MOST_WAITING = 50_000;

/**
 * Writes scans down in batches, outside the transactions of the business, so that answering a scan stays a read. What a crash
 * loses is the last tenth of a second (while the database is away, what has gathered meanwhile): scans with their flags
 * are kept or lost together. Nothing that the ledger or a patient depends on is recorded here.
 */
@Injectable()
export class ScanRecorder implements OnModuleDestroy {
  readonly #logger = new Logger(ScanRecorder.name);
  #waiting: RecordedScan[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  add(scan: RecordedScan): void {
    this.#waiting.push(scan);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
  }

  /** How often a site has read a unit that it had dispensed itself, within so many days and since it did. */
  async repeats(unit: UnitRef, siteId: string, days: number, dispensedAt: Date | null): Promise<number> {
    await this.flush();
    const [row]: { count: number }[] = await this.database.query(
      `SELECT count(*) FROM scan_record
       WHERE run_id = $1 AND idx = $2 AND site_id = $3 AND verdict = 'DispensedHere'
         AND at > now() - make_interval(days => $4) AND event_time > coalesce($5, '-infinity'::timestamptz)`,
      [unit.runId, unit.index, siteId, days, dispensedAt],
    );
    return row?.count ?? 0;
  }

  /** Writes what waits. One after the other, so that scans keep their order. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.write());
    return this.#writing;
  }

  async onModuleDestroy(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
  }

  private async write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let most = MOST_AT_ONCE;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, most);
      try {
        await this.store(batch);
      } catch (error) {
        if (isUnstorable(error)) {
          // One scan that PostgreSQL cannot hold keeps no other waiting: it is found by going on one by one.
          if (batch.length > 1) this.#waiting.unshift(...batch);
          else this.#logger.error(`A scan that cannot be stored was given up: ${String(error)}`);
          most = 1;
          continue;
        }
        this.#logger.error(`${batch.length} scans wait for the database: ${String(error)}`);
        this.#waiting.unshift(...batch);
        this.#timer ??= setTimeout(() => void this.flush(), 10 * FLUSH_AFTER_MS);
        return;
      }
    }
  }

  private store(batch: readonly RecordedScan[]): Promise<void> {
    return this.work.run(systemActor('scan recorder'), 'scan.record', async (tx) => {
      await tx.sql(INSERT, [JSON.stringify(batch.map(({ record }) => record))]);
      const green = batch.filter(isGreen);
      const readTwice = new Set(await this.alsoReadElsewhere(tx, green));
      for (const scan of batch)
        if (!isGreen(scan) || readTwice.has(scan)) await tx.publish('scan.flagged', scan.flag);
    });
  }

  /** Those of the scans whose pack another pharmacy has read within the day before: asked once for all of them. */
  private async alsoReadElsewhere(tx: Tx, scans: readonly RecordedScan[]): Promise<RecordedScan[]> {
    const asked = scans.filter(({ record }) => record.runId !== null && record.mode !== 'RECEIVE');
    if (asked.length === 0) return [];
    const records = asked.map(({ record }) => record);
    const found = await tx.sql<{ n: number }>(ALSO_READ_ELSEWHERE, [
      records.map(({ runId }) => runId),
      records.map(({ idx }) => idx),
      records.map(({ siteId }) => siteId),
      records.map(({ eventTime }) => eventTime),
    ]);
    return found.map(({ n }) => asked[n - 1]!);
  }
}

function isGreen({ record }: RecordedScan): boolean {
  return record.light === 'GREEN';
}

const INSERT = `
  INSERT INTO scan_record (at, event_time, site_id, user_id, verdict, light, mode, channel, layout, repaired, raw_hash,
                           near_miss, scan_fault, flagged, gtin, serial, lot, expiry, run_id, idx)
  SELECT at, "eventTime", "siteId", "userId", verdict, light, mode, channel, layout, repaired, "rawHash",
         "nearMiss", "scanFault", flagged, gtin, serial, lot, expiry, "runId", idx
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
         at timestamptz, "eventTime" timestamptz, "siteId" uuid, "userId" uuid, verdict text, light text, mode text,
         channel text, layout text, repaired boolean, "rawHash" text, "nearMiss" boolean, "scanFault" text, flagged boolean,
         gtin text, serial text, lot text, expiry date, "runId" integer, idx integer)) WITH ORDINALITY AS scans
  ORDER BY ordinality`;

/**
 * The last reads of a unit tell: who reads a pack again and again was compared when it read it first. So the cost of a
 * scan is bounded, however often a pack is read.
 */
const READS_LOOKED_AT = 20;

/** Reads at goods-in are of a delivery, which explains itself. Only a read elsewhere has its site looked up, by its key. */
export const ALSO_READ_ELSEWHERE = `
  SELECT DISTINCT g.n::int AS n
  FROM unnest($1::int[], $2::int[], $3::uuid[], $4::timestamptz[]) WITH ORDINALITY AS g (run_id, idx, site_id, at, n)
  CROSS JOIN LATERAL (
    SELECT c.site_id, c.mode FROM scan_record c
    WHERE c.run_id = g.run_id AND c.idx = g.idx AND c.event_time <= g.at AND c.event_time > g.at - interval '1 day'
    ORDER BY c.event_time DESC LIMIT ${READS_LOOKED_AT}
  ) c
  WHERE c.site_id <> g.site_id AND c.mode <> 'RECEIVE'
    AND (SELECT 'PHARMACY' = ANY (s.roles) FROM site s WHERE s.id = c.site_id)`;
