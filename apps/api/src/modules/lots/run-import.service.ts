import { dayOf } from '@custodia/ledger';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hexToBytes } from '../../database/columns.js';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { NOTICE_CHANNEL } from '../../platform/events/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { refuseStopped } from './closed-lot.js';
import { Lot } from './lot.entity.js';
import { openRunSecret } from './run-secret.js';
import { Run, type RunFailure } from './run.entity.js';
import { SerialFileError } from './serial-file-error.js';
import type { RejectedLine, SerialBatch } from './serial-file.js';
import { SerialStore, type SerialClash } from './serial-store.js';

/** How many rejected lines are kept for download. */
const KEPT_LINES = 1_000;
/** How many repeated serials an alert needs. */
const SHOWN_SERIALS = 20;
const PROGRESS_EVERY_MS = 300;
const HEARTBEAT_MS = 5_000;

/** The list was refused: nothing of it stays. */
class ListRejected extends Error {
  constructor(readonly failure: RunFailure) {
    super(failure.message);
  }
}

/**
 * Takes in the serials of a run in one transaction: they are all there, with the root and the operation that registers
 * them, or none is and the run says why.
 */
@Injectable()
export class RunImportService {
  readonly #logger = new Logger(RunImportService.name);

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly store: SerialStore,
    private readonly config: Config,
  ) {}

  /** @returns the run as it ended, READY or FAILED. */
  async import(runId: number, actor: Actor, source: AsyncIterable<SerialBatch>): Promise<Run> {
    const heartbeat = setInterval(() => void this.report(runId), HEARTBEAT_MS);
    try {
      await this.work.run(actor, 'lot.register', (tx) => this.load(tx, runId, source));
    } catch (error) {
      await this.fail(runId, actor, failureOf(error) ?? this.unexpected(runId, error));
    } finally {
      clearInterval(heartbeat);
    }
    await this.notify(runId);
    return this.database.getRepository(Run).findOneByOrFail({ id: runId });
  }

  private async load(tx: Tx, runId: number, source: AsyncIterable<SerialBatch>): Promise<void> {
    // A list of a million serials takes longer than any statement of daily work may.
    await tx.sql(`SET LOCAL statement_timeout = 0`);
    await tx.sql(`SET LOCAL work_mem = '128MB'`);
    const run = await tx.manager.findOneByOrFail(Run, { id: runId });
    const lot = await tx.manager.findOneByOrFail(Lot, { id: run.lotId });
    const lines: number[] = [];
    const rejected = new Rejected();
    const { count, root } = await this.store.write(
      tx.manager,
      runId,
      openRunSecret(run.secret, this.config.secretKey, run.ledgerLotId),
      accepted(source, lines, rejected),
      this.progress(runId),
    );
    await this.rejectClashes(tx.manager, runId, lot, lines, rejected);
    if (rejected.total > 0) throw new ListRejected(rejected.failure());
    await this.store.buildLookup(tx.manager, runId);
    const { expiry } = await this.openLot(tx, run.lotId);

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
       WHERE id = $1 AND status = 'IMPORTING' RETURNING id`,
      [runId, hexToBytes(root), count, operationId, tx.now],
    );
    if (ready.length === 0) throw new ListRejected(interrupted);
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

  private progress(runId: number): (count: number) => void {
    let last = Date.now();
    return (count) => {
      if (Date.now() - last < PROGRESS_EVERY_MS) return;
      last = Date.now();
      void this.report(runId, count);
    };
  }

  /** Beside the transaction, so that it can be seen while the transaction goes on. */
  private async report(runId: number, imported?: number): Promise<void> {
    try {
      await this.database.query(
        `UPDATE run SET imported = coalesce($2, imported), seen_at = now() WHERE id = $1 AND status = 'IMPORTING'`,
        [runId, imported ?? null],
      );
      await this.notify(runId);
    } catch (error) {
      this.#logger.warn(`Progress of run ${runId} was not recorded: ${String(error)}`);
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

  private async fail(runId: number, actor: Actor, failure: RunFailure): Promise<void> {
    await this.work.run(actor, 'lot.register', async (tx) => {
      await tx.sql(
        `UPDATE run SET status = 'FAILED', failure = $2, finished_at = $3 WHERE id = $1 AND status = 'IMPORTING'`,
        [runId, JSON.stringify(failure), tx.now],
      );
      await this.publishRepeated(tx, runId, actor, failure);
      tx.audit({ type: 'run', id: String(runId) }, { failed: failure.code, rejected: failure.rejected });
    });
  }

  private async publishRepeated(
    tx: Tx,
    runId: number,
    { siteId }: Actor,
    failure: RunFailure,
  ): Promise<void> {
    const repeated = failure.lines
      .filter(({ code }) => code === 'SERIAL_IN_OTHER_LOT')
      .map(({ value }) => value);
    if (repeated.length === 0) return;
    const [lot] = await tx.sql<{ gtin: string; lotNumber: string }>(
      `SELECT p.gtin, l.number AS "lotNumber" FROM run r JOIN lot l ON l.id = r.lot_id
       JOIN product p ON p.id = l.product_id WHERE r.id = $1`,
      [runId],
    );
    await tx.publish('lots.refused', { siteId, ...lot!, repeatedSerials: repeated.slice(0, SHOWN_SERIALS) });
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

/** The good serials; the rest goes to `rejected`, and the line of each good one to `lines`. */
async function* accepted(
  source: AsyncIterable<SerialBatch>,
  lines: number[],
  rejected: Rejected,
): AsyncGenerator<readonly string[]> {
  for await (const batch of source) {
    rejected.add(batch.rejected);
    for (const { line } of batch.serials) lines.push(line);
    yield batch.serials.map(({ serial }) => serial);
  }
}

function failureOf(error: unknown): RunFailure | undefined {
  if (error instanceof ListRejected) return error.failure;
  if (error instanceof SerialFileError || error instanceof DomainError)
    return { code: error.code, message: error.message, rejected: 0, lines: [] };
  return undefined;
}
