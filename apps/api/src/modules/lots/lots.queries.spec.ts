import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aProduct, aRun, confirmRun, setUnitStatus } from '../../testing/goods.js';
import { lotStatus } from './lot-status.rules.js';
import { LotsModule } from './lots.module.js';
import { LotsQueries } from './lots.queries.js';
import { RunsResolver } from './lots.resolver.js';
import { LotsService } from './lots.service.js';
import { RegistrationService } from './registration.service.js';
import { UnitCountsQueries } from './unit-counts.queries.js';

let bench: Bench;
let maker: Actor;

beforeAll(async () => {
  bench = await openBench({ imports: [LotsModule] });
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
});
afterAll(() => bench.close());

describe('the units of a lot', () => {
  it('are counted by what became of them, and every one once', async () => {
    const gtin = await aProduct(bench, maker);
    const run = await aRun(bench, maker, { gtin, units: 100, lotNumber: 'C1' });
    await aRun(bench, maker, { gtin, units: 7, lotNumber: 'C1' });
    await confirmRun(bench, run, [
      { start: 0, end: 90, holder: maker.partyId },
      { start: 90, end: 100, holder: maker.partyId, receiver: 4711 },
    ]);
    for (const status of Object.values(UnitStatus)) await setUnitStatus(bench, run, 2 * status, status);
    expect(await bench.get(UnitCountsQueries).ofLot(run.lotId)).toEqual({
      inTransit: 10,
      supplied: 6,
      blocked: 3,
      decommissioned: 5,
      active: 107 - 10 - 6 - 3 - 5,
    });
    expect(await bench.get(UnitCountsQueries).ofLot(newId())).toBeNull();
  });
});

describe('a lot is', () => {
  const nothing = { confirmed: true, held: false, recalled: false, withdrawn: false };

  it.each([
    [{ ...nothing, confirmed: false }, 'PENDING'],
    [nothing, 'ACTIVE'],
    [{ ...nothing, held: true }, 'HELD'],
    [{ ...nothing, held: true, withdrawn: true }, 'WITHDRAWN'],
    [{ ...nothing, held: true, withdrawn: true, recalled: true }, 'RECALLED'],
  ] as const)('with %j %s', (standing, status) => {
    expect(lotStatus(standing, '2026-11-22', '2026-11-22')).toBe(status);
  });

  it('expired from the day after its last', () => {
    expect(lotStatus(nothing, '2026-11-21', '2026-11-22')).toBe('EXPIRED');
  });

  it('what the ledger says of any of its runs', async () => {
    const gtin = await aProduct(bench, maker);
    const run = await aRun(bench, maker, { gtin, units: 5, lotNumber: 'S1' });
    await aRun(bench, maker, { gtin, units: 5, lotNumber: 'S1' });
    const standing = () => bench.get(LotsQueries).standingOfLot(run.lotId);
    expect(await standing()).toMatchObject({ confirmed: false, held: false });
    await confirmRun(bench, run, [{ start: 0, end: 5, holder: maker.partyId }]);
    await bench.sql(`UPDATE ledger.lot SET held_by_regulator = true WHERE lot_key = $1`, [
      Buffer.from(run.lotKey.slice(2), 'hex'),
    ]);
    expect(await standing()).toMatchObject({ confirmed: true, held: true, recalled: false });
  });
});

describe('the progress of an import', () => {
  it('is told until it has ended, to those who may see the run', async () => {
    const gtin = await aProduct(bench, maker);
    const input = { gtin, lotNumber: 'P1', expiry: '2029-06-30', expiryDayGiven: true };
    const { runId } = await bench.get(LotsService).openRun(maker, newId(), input, { units: 3 });
    const progress = bench.get(RunsResolver).runProgress(maker, String(runId));
    expect((await progress.next()).value).toMatchObject({ status: 'IMPORTING', imported: 0 });
    await bench.sql('UPDATE run SET imported = 2 WHERE id = $1', [runId]);
    expect((await progress.next()).value).toMatchObject({ status: 'IMPORTING', imported: 2 });
    await bench.sql(`UPDATE run SET status = 'FAILED' WHERE id = $1`, [runId]);
    expect((await progress.next()).value).toMatchObject({ status: 'FAILED' });
    expect((await progress.next()).done).toBe(true);

    const stranger = await anActor(bench, { roles: ['PHARMACY'] });
    const refused = bench.get(RunsResolver).runProgress(stranger, String(runId)).next();
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is at its end when one asks late', async () => {
    const run = await aRun(bench, maker, { units: 3 });
    const progress = bench.get(RunsResolver).runProgress(maker, String(run.id));
    expect((await progress.next()).value).toMatchObject({ status: 'READY', unitCount: 3 });
    expect((await progress.next()).done).toBe(true);
    expect(await bench.get(RegistrationService).finished(run.id)).toMatchObject({ status: 'READY' });
  });
});
