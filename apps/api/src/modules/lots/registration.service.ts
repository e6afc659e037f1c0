import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Gtin } from '@custodia/gs1';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { isUploadKept, keepUpload, readKeptUpload } from './kept-upload.js';
import { MOST_UNITS, lastDay } from './lot.rules.js';
import { LotsService, type NewRun } from './lots.service.js';
import { RunImportService } from './run-import.service.js';
import { Run } from './run.entity.js';
import { generatedSerials, serialsOfFile } from './serial-source.js';
import { receiveUpload } from './upload.js';

/** So long an answer waits for its import: a small lot is READY in it, a large one goes on in the background. */
const ANSWER_WITHIN_MS = 2_000;

/** Registers runs: opens them, and takes in their serials in the background. */
@Injectable()
export class RegistrationService implements OnModuleDestroy {
  readonly #imports = new Map<number, Promise<Run>>();

  constructor(
    private readonly database: DataSource,
    private readonly lots: LotsService,
    private readonly importer: RunImportService,
  ) {}

  /** A run with serials that we make. */
  async generate(
    actor: Actor,
    idempotencyKey: string,
    input: NewRun & { readonly units: number },
  ): Promise<Run> {
    const { units, ...lot } = input;
    const { runId, opened } = await this.lots.openRun(actor, idempotencyKey, lot, { units });
    if (opened) this.start(runId, this.importer.import(runId, actor, generatedSerials(units)));
    return this.soon(runId);
  }

  /** A run with serials from a file (`readSerialFile` says what it may look like). */
  async upload(actor: Actor, idempotencyKey: string, lot: NewRun, file: Readable): Promise<Run> {
    const upload = await receiveUpload(file, MOST_UNITS);
    try {
      const { runId, opened } = await this.lots.openRun(actor, idempotencyKey, lot, {
        fileHash: upload.sha256,
        keep: (tx, id) => keepUpload(tx, id, upload.read()),
      });
      if (!opened) {
        await upload.discard();
        return await this.soon(runId);
      }
      const expected = { gtin: lot.gtin, lot: lot.lotNumber, expiry: lastDay(lot) };
      const serials = serialsOfFile(() => upload.read(), expected);
      this.start(
        runId,
        this.importer.import(runId, actor, serials).finally(() => upload.discard()),
      );
      return await this.soon(runId);
    } catch (error) {
      await upload.discard();
      throw error;
    }
  }

  /**
   * Goes on with an import of which nothing was heard for so long: its process has died.
   * @param silentFor an interval of PostgreSQL
   * @returns nothing where there is nothing to go on with
   */
  async resume(runId: number, silentFor: string): Promise<Run | undefined> {
    const [run]: { units: number; gtin: Gtin; lot: string; expiry: string }[] = await this.database.query(
      `SELECT r.unit_count AS units, p.gtin, l.number AS lot, l.expiry FROM run r
       JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id WHERE r.id = $1`,
      [runId],
    );
    if (!run) return undefined;
    const { units, ...expected } = run;
    const isFile = await isUploadKept(this.database, runId);
    if (!isFile && units === 0) return undefined;
    const source = isFile
      ? serialsOfFile(() => readKeptUpload(this.database, runId), expected)
      : generatedSerials(units);
    return this.importer.import(runId, systemActor('interrupted imports'), source, silentFor);
  }

  /** The run when its import has ended. Of another process's import: the run as it is. */
  async finished(runId: number): Promise<Run> {
    return (
      (await this.#imports.get(runId)) ?? this.database.getRepository(Run).findOneByOrFail({ id: runId })
    );
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.allSettled(this.#imports.values());
  }

  private start(runId: number, running: Promise<Run>): void {
    this.#imports.set(runId, running);
    void running.catch(() => undefined).finally(() => this.#imports.delete(runId));
  }

  private async soon(runId: number): Promise<Run> {
    const waiting = new AbortController();
    const asItIs = sleep(ANSWER_WITHIN_MS, undefined, { signal: waiting.signal }).then(() =>
      this.database.getRepository(Run).findOneByOrFail({ id: runId }),
    );
    asItIs.catch(() => undefined);
    return Promise.race([this.finished(runId), asItIs]).finally(() => waiting.abort());
  }
}
