import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';
import { AlertWriter } from './alert-writer.js';
import { Observations } from './observations.js';
import { CORRECTION_MS } from './scan.rules.js';

interface Waiting {
  readonly id: number;
  readonly site_id: string;
  readonly gtin: string;
  readonly serial: string | null;
  readonly lot: string | null;
  readonly expiry: string | null;
  readonly channel: string;
  readonly at: Date;
}

const EVERY_MS = 15_000;

/** Unknown serials that were read once, and that nobody corrected within ten minutes. */
@Injectable()
@BackgroundJob()
export class UncorrectedScansJob implements WorkerJob {
  readonly name = 'uncorrected-scans';

  constructor(
    private readonly work: UnitOfWork,
    private readonly observations: Observations,
    private readonly writer: AlertWriter,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      while ((await this.settle(new Date())) > 0);
      await pause(EVERY_MS, signal);
    }
  }

  /** @returns how many were looked at. */
  settle(now: Date): Promise<number> {
    return this.work.run(systemActor(this.name), 'alert.settle', async (tx) => {
      const waiting = await tx.sql<Waiting>(
        `UPDATE observed SET waits = false WHERE id IN (
           SELECT id FROM observed WHERE waits AND at <= $1 ORDER BY at LIMIT 50 FOR UPDATE SKIP LOCKED)
         RETURNING id, site_id, gtin, serial, lot, expiry, channel, at`,
        [new Date(now.getTime() - CORRECTION_MS)],
      );
      for (const scan of waiting) if (!(await wasCorrected(tx, scan))) await this.raise(tx, scan);
      return waiting.length;
    });
  }

  private async raise(tx: Tx, scan: Waiting): Promise<void> {
    const site = await this.observations.site(tx, scan.site_id);
    const { gtin, serial, lot, expiry, channel, at } = scan;
    await this.writer.raise(tx, {
      kind: 'scan',
      at,
      site,
      pack: { gtin, serial: serial ?? undefined, lot: lot ?? undefined, expiry: expiry ?? undefined },
      verdict: 'UnknownSerial',
      channel,
      dispensing: false,
      nearMiss: false,
      alarming: true,
      earlierHere: [],
      unknownSerialsHere: 1,
      waited: true,
    });
  }
}

/**
 * Who mistypes a number reads the pack again: a known one of the same product and lot, right after, was this one.
 * A scanner does not mistype; a near miss of one never comes here.
 */
async function wasCorrected(tx: Tx, { site_id, gtin, lot, channel, at }: Waiting): Promise<boolean> {
  if (channel !== 'TYPED') return false;
  const better = await tx.sql(
    `SELECT 1 FROM scan_record WHERE site_id = $1 AND gtin = $2 AND lot IS NOT DISTINCT FROM $3 AND run_id IS NOT NULL
       AND event_time > $4 AND event_time <= $5 LIMIT 1`,
    [site_id, gtin, lot, at, new Date(at.getTime() + CORRECTION_MS)],
  );
  return better.length > 0;
}
