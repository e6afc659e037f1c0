import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { MOST_UNITS, lastDay } from './lot.rules.js';
import { LotsService, type NewRun } from './lots.service.js';
import { RunImportService } from './run-import.service.js';
import { Run } from './run.entity.js';
import { readSerialFile, type SerialBatch } from './serial-file.js';
import { generateSerials } from './serial-generator.js';
import { PAGE_SIZE } from './serial-store.js';
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
    if (opened) this.start(runId, this.importer.import(runId, actor, generated(units)));
    return this.soon(runId);
  }

  /** A run with serials from a file (`readSerialFile` says what it may look like). */
  async upload(actor: Actor, idempotencyKey: string, lot: NewRun, file: Readable): Promise<Run> {
    const upload = await receiveUpload(file, MOST_UNITS);
    try {
      const { runId, opened } = await this.lots.openRun(actor, idempotencyKey, lot, {
        fileHash: upload.sha256,
      });
      if (!opened) {
        await upload.discard();
        return await this.soon(runId);
      }
      const expected = { gtin: lot.gtin, lot: lot.lotNumber, expiry: lastDay(lot) };
      const serials = readSerialFile(upload.read(), expected, MOST_UNITS);
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

async function* generated(count: number): AsyncGenerator<SerialBatch> {
  let serials: SerialBatch['serials'][number][] = [];
  let line = 0;
  for (const serial of generateSerials(count)) {
    serials.push({ line: ++line, serial });
    if (serials.length < PAGE_SIZE) continue;
    yield { serials, rejected: [] };
    serials = [];
  }
  if (serials.length > 0) yield { serials, rejected: [] };
}
