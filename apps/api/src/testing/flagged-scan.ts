import { systemActor, type Actor } from '../platform/access/index.js';
import { UnitOfWork } from '../platform/work/index.js';
import type { VerdictType } from '../modules/verification/index.js';
import type { Bench } from './bench.js';
import type { BuiltRun } from './goods.js';

/** A scan that alarms, as it is told to those who watch for fraud; the verdict decides the rule. */
export async function flagScan(
  bench: Bench,
  { siteId, userId }: Actor,
  { gtin, lotNumber: lot }: BuiltRun,
  serial: string,
  verdict: VerdictType = 'DispensedElsewhere',
): Promise<void> {
  await bench.get(UnitOfWork).run(systemActor('scans'), 'scan.flag', async (tx) => {
    await tx.publish('scan.flagged', {
      at: new Date().toISOString(),
      siteId,
      userId,
      verdict,
      code: 'DISPENSED_ELSEWHERE',
      channel: 'WEDGE',
      mode: 'DISPENSE',
      raisesAlert: true,
      nearMiss: false,
      gtin,
      serial,
      lot,
    });
  });
  await bench.dispatchEvents();
}
