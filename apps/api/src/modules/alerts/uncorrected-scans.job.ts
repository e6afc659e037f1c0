import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';
import { SerialStore } from '../lots/index.js';
import { ThresholdsService } from '../thresholds/index.js';
import { AlertWriter } from './alert-writer.js';
import { Observations } from './observations.js';
import { typingSlips } from './typing-slips.js';

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
const MINUTE_MS = 60_000;

/** Unknown serials that were read once, and that nobody corrected or uploaded in time. */
@Injectable()
@BackgroundJob()
export class UncorrectedScansJob implements WorkerJob {
  readonly name = 'uncorrected-scans';

  constructor(
    private readonly work: UnitOfWork,
    private readonly observations: Observations,
    private readonly writer: AlertWriter,
    private readonly serials: SerialStore,
    private readonly thresholds: ThresholdsService,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      while ((await this.settle(new Date())) > 0);
      await pause(EVERY_MS, signal);
    }
  }

  /** @returns how many were looked at. */
  async settle(now: Date): Promise<number> {
    const { correctionMinutes, uploadGraceHours } = await this.thresholds.current();
    const correction = correctionMinutes * MINUTE_MS;
    return this.work.run(systemActor(this.name), 'alert.settle', async (tx) => {
      const waiting = await tx.sql<Waiting>(
        `UPDATE observed SET waits = false WHERE id IN (
           SELECT id FROM observed WHERE waits AND at <= CASE WHEN lot_known THEN $1::timestamptz ELSE $2::timestamptz END ORDER BY at LIMIT 50 FOR UPDATE SKIP LOCKED)
         RETURNING id, site_id, gtin, serial, lot, expiry, channel, at`,
        [new Date(now.getTime() - correction), new Date(now.getTime() - uploadGraceHours * 60 * MINUTE_MS)],
      );
      for (const scan of waiting) await this.raiseUnlessExplained(tx, scan, correction);
      return waiting.length;
    });
  }

  private async raiseUnlessExplained(tx: Tx, scan: Waiting, correction: number): Promise<void> {
    if (await wasCorrected(tx, scan, correction)) return;
    const { explained, lotKnown } = await this.lookAgain(tx, scan);
    if (!explained) await this.raise(tx, scan, lotKnown);
  }

  /** Its maker may have uploaded it meanwhile; or who typed it has slipped, and it is one of the lot's. */
  private async lookAgain(tx: Tx, scan: Waiting): Promise<{ explained: boolean; lotKnown: boolean }> {
    const runs = await tx.sql<{ id: number; lot: string }>(
      `SELECT r.id, l.number AS lot FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
       WHERE p.gtin = $1 AND r.status = 'READY'`,
      [scan.gtin],
    );
    const ofLot = runs.filter(({ lot }) => lot === scan.lot);
    const find = (among: readonly { id: number }[], serials: readonly string[]) =>
      this.serials.find(
        among.map(({ id }) => id),
        serials,
        tx.manager,
      );
    const { serial, channel } = scan;
    const known = serial !== null && (await find(runs, [serial])).length > 0;
    const slipped =
      !known && serial !== null && channel === 'TYPED' && (await find(ofLot, typingSlips(serial))).length > 0;
    return { explained: known || slipped, lotKnown: ofLot.length > 0 };
  }

  private async raise(tx: Tx, scan: Waiting, lotKnown: boolean): Promise<void> {
    const site = await this.observations.site(tx, scan.site_id);
    const { gtin, serial, lot, expiry, channel, at } = scan;
    await this.writer.raise(tx, {
      kind: 'scan',
      at,
      site,
      pack: { gtin, serial: serial ?? undefined, lot: lot ?? undefined, expiry: expiry ?? undefined },
      verdict: 'UnknownSerial',
      code: lotKnown ? 'SERIAL_UNKNOWN' : 'LOT_UNKNOWN',
      channel,
      dispensing: false,
      nearMiss: false,
      alarming: true,
      earlierHere: [],
      unknownSerialsHere: 1,
      waited: true,
      lotKnown,
      holder: null,
      elsewhere: null,
    });
  }
}

/**
 * Who mistypes a number reads the pack again: a known one of the same product and lot, right after, was this one.
 * A scanner does not mistype; a near miss of one never comes here.
 */
async function wasCorrected(
  tx: Tx,
  { site_id, gtin, lot, channel, at }: Waiting,
  correction: number,
): Promise<boolean> {
  if (channel !== 'TYPED') return false;
  const better = await tx.sql(
    `SELECT 1 FROM scan_record WHERE site_id = $1 AND gtin = $2 AND lot IS NOT DISTINCT FROM $3 AND run_id IS NOT NULL
       AND event_time > $4 AND event_time <= $5 LIMIT 1`,
    [site_id, gtin, lot, at, new Date(at.getTime() + correction)],
  );
  return better.length > 0;
}
