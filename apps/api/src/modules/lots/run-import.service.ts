import { dayOf } from '@custodia/ledger';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hexToBytes } from '../../database/columns.js';
import { Config } from '../../config.js';
import { systemActor, type Author } from '../../platform/access/index.js';
import { DomainError, isDatabaseAway } from '../../platform/errors/index.js';
import { NOTICE_CHANNEL } from '../../platform/events/index.js';
import { newId } from '../../platform/ids/index.js';
import { openWithAny, secretKeys } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { refuseStopped } from './closed-lot.js';
import { Lot } from './lot.entity.js';
import { PageHasher } from './page-hasher.js';
import { openRunSecret } from './run-secret.js';
import { Run, type RunFailure } from './run.entity.js';
import { SerialFileError } from './serial-file-error.js';
import type { RejectedLine, SerialBatch } from './serial-file.js';
import { PAGE_SIZE } from './serial-page.js';
import type { SerialSource } from './serial-source.js';
import { SerialStore, type SerialClash } from './serial-store.js';

/** How many rejected lines are kept for download. */
const KEPT_LINES = 1_000;
/** How many repeated serials an alert needs. */
const SHOWN_SERIALS = 20;
/** Some 16,000 serials: what is lost at most when the process dies. */
const CHUNK_PAGES = 64;
const HEARTBEAT_MS = 5_000;

/** The list was refused: nothing of it stays. */
class ListRejected extends Error {
  constructor(readonly failure: RunFailure) {
    super(failure.message);
  }
}

/** Somebody else goes on with this import: nothing is to be done here. */
class TakenOver extends Error {}

/** An import as one process does it. */
interface Job {
  readonly runId: number;
  /** What this process proves with that it is still its turn. */
  readonly importer: string;
  readonly author: Author;
}

/**
 * Takes in the serials of a run, some ten thousand in one transaction, so that an import whose process dies goes on
 * where it was; in the last transaction the run becomes READY, with the root and the operation that registers it. A
 * list with a wrong line is taken back as a whole, and the run says why.
 */
@Injectable()
export class RunImportService {
  readonly #logger = new Logger(RunImportService.name);

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly store: SerialStore,
    private readonly hasher: PageHasher,
    private readonly config: Config,
  ) {}

  /**
   * @param silentFor only where nobody has said for so long that the import is alive (an interval of PostgreSQL)
   * @returns the run as it ended, READY or FAILED; as it is where somebody else takes it in, or the database is away.
   */
  async import(runId: number, author: Author, source: SerialSource, silentFor = '0 s'): Promise<Run> {
    const job: Job = { runId, importer: newId(), author };
    if (await this.claim(job, silentFor)) await this.take(job, source);
    await this.notify(runId);
    return this.database.getRepository(Run).findOneByOrFail({ id: runId });
  }

  private async take(job: Job, source: SerialSource): Promise<void> {
    const heartbeat = setInterval(() => void this.beat(job), HEARTBEAT_MS);
    try {
      const list = await this.takeIn(job, source);
      await this.work.run(job.author, 'lot.register', (tx) => this.register(tx, job, list));
    } catch (error) {
      // Whoever looks after interrupted imports goes on with it, as soon as that is possible.
      if (error instanceof TakenOver || isDatabaseAway(error) || isQueueFull(error)) return;
      await this.fail(job, failureOf(error) ?? this.unexpected(job.runId, error));
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async claim({ runId, importer }: Job, silentFor: string): Promise<boolean> {
    const claimed: unknown[] = await this.work.run(systemActor('lot import'), 'lot.register', (tx) =>
      tx.sql(
        `UPDATE run SET importer = $2, seen_at = now()
         WHERE id = $1 AND status = 'IMPORTING' AND (importer IS NULL OR seen_at < now() - $3::interval) RETURNING id`,
        [runId, importer, silentFor],
      ),
    );
    return claimed.length > 0;
  }

  /** Stores what is not stored yet. While pages are written, the next ones are read and hashed. */
  private async takeIn(job: Job, source: SerialSource): Promise<List> {
    const run = await this.database.getRepository(Run).findOneByOrFail({ id: job.runId });
    const secret = openWithAny(secretKeys(this.config), (key) =>
      openRunSecret(run.secret, key, run.ledgerLotId),
    );
    const stored = await this.store.stored(job.runId);
    const list = new List();
    const { first, batches } = source.from(stored.serials);
    let page = stored.pages;
    let writing = Promise.resolve();
    for await (const pages of inChunks(list.accept(batches, first), stored.serials - first)) {
      const subtrees = await this.hasher.hash(secret, page, pages);
      await writing;
      const at = page;
      writing = this.write(job, at, pages, subtrees);
      writing.catch(() => undefined); // awaited above or below
      page += pages.length;
    }
    await writing;
    return list;
  }

  private async write(
    job: Job,
    firstPage: number,
    pages: readonly string[][],
    subtrees: readonly Uint8Array[],
  ): Promise<void> {
    const { runId, importer } = job;
    const rows = pages.map((serials, n) => ({ serials, subtree: subtrees[n]! }));
    const count = firstPage * PAGE_SIZE + pages.reduce((sum, { length }) => sum + length, 0);
    await this.work.run(systemActor('lot import'), 'lot.register', async (tx) => {
      const mine = await tx.sql(
        `UPDATE run SET imported = $3, seen_at = now()
         WHERE id = $1 AND importer = $2 AND status = 'IMPORTING' RETURNING id`,
        [runId, importer, count],
      );
      if (mine.length === 0) throw new TakenOver();
      await this.store.append(tx.manager, runId, firstPage, rows);
    });
    await this.notify(runId);
  }

  private async register(tx: Tx, { runId, importer }: Job, { lines, rejected }: List): Promise<void> {
    // A million serials take longer than any statement of daily work may.
    await tx.sql(`SET LOCAL statement_timeout = 0`);
    await tx.sql(`SET LOCAL work_mem = '128MB'`);
    const run = await tx.manager.findOneByOrFail(Run, { id: runId });
    const lot = await tx.manager.findOneByOrFail(Lot, { id: run.lotId });
    await this.rejectClashes(tx.manager, runId, lot, lines, rejected);
    if (rejected.total > 0) throw new ListRejected(rejected.failure());
    await this.store.buildLookup(tx.manager, runId);
    const root = await this.store.root(tx.manager, runId);
    const { expiry } = await this.openLot(tx, run.lotId);
    const [{ count }] = (await tx.sql(
      `SELECT sum(cardinality(serials))::int AS count FROM serial_page WHERE run_id = $1`,
      [runId],
    )) as [{ count: number }];

    const operationId = await tx.enqueue({
      call: {
        kind: 'registerLot',
        lotId: run.ledgerLotId,
        units: count,
        expiryDay: dayOf(expiry),
        root,
      },
      partyId: run.partyId,
      runId,
      idx: [0, count],
    });
    const ready = await tx.sql(
      `UPDATE run SET status = 'READY', root = $2, unit_count = $3, imported = $3, operation_id = $4, finished_at = $5
       WHERE id = $1 AND importer = $6 AND status = 'IMPORTING' RETURNING id`,
      [runId, hexToBytes(root), count, operationId, tx.now, importer],
    );
    if (ready.length === 0) throw new TakenOver();
    await tx.sql('DELETE FROM run_upload WHERE run_id = $1', [runId]);
    await tx.publish('lots.registered', { runId });
    tx.audit({ type: 'run', id: String(runId) }, { lot: lot.number, units: count });
  }

  /** The lot as it is now: while the list was taken in, it may have been corrected, recalled or put on hold. */
  private async openLot(tx: Tx, id: string): Promise<Lot> {
    const lot = await tx.manager.findOneOrFail(Lot, { where: { id }, lock: { mode: 'pessimistic_write' } });
    await refuseStopped(tx, lot);
    return lot;
  }

  /** A serial twice in the list, or in another lot of the product: both would make two packs look like one. */
  private async rejectClashes(
    manager: EntityManager,
    runId: number,
    lot: Lot,
    lines: readonly number[],
    rejected: Rejected,
  ): Promise<void> {
    const lineOf = (index: number): number => lines[index] ?? index + 1;
    const reject = (clash: SerialClash, code: string, reason: string): void =>
      rejected.add([{ line: lineOf(clash.index), value: clash.serial, code, reason }]);
    for (const clash of await this.store.duplicates(manager, runId, KEPT_LINES))
      reject(clash, 'SERIAL_TWICE', `This serial is on line ${lineOf(clash.firstIndex ?? 0)} already.`);
    // Two lists of one product at once would not see each other.
    await manager.query('SELECT 1 FROM product WHERE id = $1 FOR NO KEY UPDATE', [lot.productId]);
    for (const clash of await this.store.takenElsewhere(manager, runId, KEPT_LINES))
      reject(clash, 'SERIAL_IN_OTHER_LOT', `Lot ${clash.lotNumber} of this product has this serial already.`);
  }

  /** Says that the import is alive, also while the last transaction goes on. */
  private async beat({ runId, importer }: Job): Promise<void> {
    try {
      await this.database.query(
        `UPDATE run SET seen_at = now() WHERE id = $1 AND importer = $2 AND status = 'IMPORTING'`,
        [runId, importer],
      );
    } catch (error) {
      this.#logger.warn(`Run ${runId} could not be marked as alive: ${String(error)}`);
    }
  }

  private async notify(runId: number): Promise<void> {
    await this.database.query('SELECT pg_notify($1, $2)', [
      NOTICE_CHANNEL,
      JSON.stringify({ topic: 'run', id: String(runId) }),
    ]);
  }

  private unexpected(runId: number, error: unknown): RunFailure {
    this.#logger.error(`Run ${runId}: ${error instanceof Error ? error.stack : String(error)}`);
    const message =
      'The serials could not be taken in because of a fault on our side. Nothing was registered.';
    return { code: 'INTERNAL', message, rejected: 0, lines: [] };
  }

  private async fail({ runId, importer, author }: Job, failure: RunFailure): Promise<void> {
    await this.work.run(author, 'lot.register', async (tx) => {
      const failed = await tx.sql(
        `UPDATE run SET status = 'FAILED', failure = $3, finished_at = $4
         WHERE id = $1 AND importer = $2 AND status = 'IMPORTING' RETURNING id`,
        [runId, importer, JSON.stringify(failure), tx.now],
      );
      tx.audit({ type: 'run', id: String(runId) }, { failed: failure.code, rejected: failure.rejected });
      if (failed.length === 0) return;
      await tx.sql('DELETE FROM serial_page WHERE run_id = $1', [runId]);
      await tx.sql('DELETE FROM run_upload WHERE run_id = $1', [runId]);
      await this.publishRepeated(tx, runId, failure);
    });
  }

  private async publishRepeated(tx: Tx, runId: number, failure: RunFailure): Promise<void> {
    const repeated = failure.lines
      .filter(({ code }) => code === 'SERIAL_IN_OTHER_LOT')
      .map(({ value }) => value);
    if (repeated.length === 0) return;
    const [lot] = await tx.sql<{ siteId: string; gtin: string; lotNumber: string }>(
      `SELECT l.maker_site_id AS "siteId", p.gtin, l.number AS "lotNumber" FROM run r JOIN lot l ON l.id = r.lot_id
       JOIN product p ON p.id = l.product_id WHERE r.id = $1`,
      [runId],
    );
    await tx.publish('lots.refused', { ...lot!, repeatedSerials: repeated.slice(0, SHOWN_SERIALS) });
  }
}

export const interrupted: RunFailure = {
  code: 'INTERRUPTED',
  message: 'Taking in the serials was interrupted. Nothing was registered; please send them again.',
  rejected: 0,
  lines: [],
};

/** Counts what is refused and keeps the first lines of it. */
class Rejected {
  total = 0;
  readonly #lines: RejectedLine[] = [];

  add(lines: readonly RejectedLine[]): void {
    this.total += lines.length;
    this.#lines.push(...lines.slice(0, Math.max(0, KEPT_LINES - this.#lines.length)));
  }

  failure(): RunFailure {
    const lines = this.#lines.sort((a, b) => a.line - b.line);
    const what = this.total === 1 ? 'One line was' : `${this.total.toLocaleString('en')} lines were`;
    const message = `${what} refused, so nothing was registered. Correct the list and send it again.`;
    return { code: 'SERIALS_REJECTED', message, rejected: this.total, lines };
  }
}

/** A list as it is read: what of it is refused, and on which line each good serial stands. */
class List {
  readonly lines: number[] = [];
  readonly rejected = new Rejected();

  /** The good serials, the first of which has this packing index. */
  async *accept(source: AsyncIterable<SerialBatch>, first: number): AsyncGenerator<string> {
    let index = first;
    for await (const { serials, rejected } of source) {
      this.rejected.add(rejected);
      for (const { line, serial } of serials) {
        this.lines[index++] = line;
        yield serial;
      }
    }
  }
}

/** Some ten thousand serials at a time, in pages. @param skipped so many at the beginning are stored already */
async function* inChunks(serials: AsyncIterable<string>, skipped: number): AsyncGenerator<string[][]> {
  let pages: string[][] = [[]];
  let left = skipped;
  for await (const serial of serials) {
    if (left-- > 0) continue;
    const page = pages.at(-1)!;
    page.push(serial);
    if (page.length < PAGE_SIZE) continue;
    if (pages.length === CHUNK_PAGES) {
      yield pages;
      pages = [];
    }
    pages.push([]);
  }
  const last = pages.filter(({ length }) => length > 0);
  if (last.length > 0) yield last;
}

function isQueueFull(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'QUEUE_FULL';
}

function failureOf(error: unknown): RunFailure | undefined {
  if (error instanceof ListRejected) return error.failure;
  if (error instanceof SerialFileError || error instanceof DomainError)
    return { code: error.code, message: error.message, rejected: 0, lines: [] };
  return undefined;
}
