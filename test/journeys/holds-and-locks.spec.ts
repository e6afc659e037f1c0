import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { deliverLot, ship, siteNamed } from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { refusalOf } from './client.js';
import { decommission, supplyOnPaper, untilAlerted, verify, visitOf } from './counter-acts.js';
import { orderLot, recallLot, untilLotIs } from './goods-acts.js';

const { maker, secondOfMaker, otherMaker, distributor, pharmacy, otherPharmacy, regulator } = await cast(
  'maker',
  'secondOfMaker',
  'otherMaker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'regulator',
);
const HARBOR = { distributor: 'Atlantic', pharmacy: 'Harbor' };
const delivered = (units: number) => deliverLot(maker, distributor, pharmacy, HARBOR, units);
const take = (by: typeof pharmacy, kind: string, scan: string | undefined, reason = 'As told') =>
  decommission(by, { kind, scan, reason });

describe('a lot on hold', () => {
  it('is put there by its maker and the regulator, by nobody else, and not without a reason', async () => {
    const lot = await delivered(1);
    expect(await refusalOf(orderLot(pharmacy, 'holdLot', lot.lotId))).toBe('FORBIDDEN');
    expect(await refusalOf(orderLot(otherMaker, 'holdLot', lot.lotId))).toBe('NOT_FOUND');
    expect(await refusalOf(orderLot(maker, 'releaseLot', lot.lotId))).toBe('LOT_HOLD_UNCHANGED');
  });

  it('is neither supplied nor shipped, until each side has lifted its own hold', async () => {
    const lot = await delivered(2);
    await orderLot(maker, 'holdLot', lot.lotId);
    // At once, not when the ledger has it.
    expect(await refusalOf(supplyOnPaper(pharmacy, [lot.codes[0]!]))).toBe('LOT_HELD');
    expect(await refusalOf(orderLot(maker, 'holdLot', lot.lotId))).toBe('LOT_HOLD_UNCHANGED');
    await orderLot(regulator, 'holdLot', lot.lotId);
    await untilLotIs(maker, lot.lotId, 'HELD');
    const elm = await siteNamed(pharmacy, 'Elm');
    expect(await refusalOf(ship(pharmacy, elm, { runId: lot.runId, from: 0, to: 1 }))).toBe('LOT_HELD');
    expect(await verify(pharmacy, lot.codes[0]!)).toMatchObject({ type: 'Held', light: 'RED' });

    await orderLot(maker, 'releaseLot', lot.lotId);
    await agreedRun(lot.runId);
    expect(await refusalOf(supplyOnPaper(pharmacy, [lot.codes[0]!]))).toBe('LOT_HELD');
    await orderLot(regulator, 'releaseLot', lot.lotId);
    await untilLotIs(maker, lot.lotId, 'ACTIVE');
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [lot.codes[0]!])).id);
    expect((await agreedRun(lot.runId)).statuses).toEqual([1, 0]);
  });
});

describe('a locked pack', () => {
  it('is locked and unlocked by who holds it, with a reason', async () => {
    const lot = await delivered(2);
    const [code] = lot.codes as [string];
    expect(await refusalOf(take(otherPharmacy, 'LOCK', code))).toBe('DECOMMISSION_REFUSED');
    expect(await refusalOf(take(pharmacy, 'LOCK', code, ' '))).toBe('BAD_INPUT');
    expect(await refusalOf(take(pharmacy, 'UNLOCK', code))).toBe('DECOMMISSION_REFUSED');
    await take(pharmacy, 'LOCK', code);
    // From now on, whether the ledger has it already or not.
    expect(await refusalOf(supplyOnPaper(pharmacy, [code]))).toMatch(/^UNIT_(BUSY|LOCKED)$/);
    expect((await agreedRun(lot.runId)).statuses).toEqual([UnitStatus.Locked, 0]);
    expect(await refusalOf(supplyOnPaper(pharmacy, [code]))).toBe('UNIT_LOCKED');
    await take(pharmacy, 'UNLOCK', code);
    expect((await agreedRun(lot.runId)).statuses).toEqual([0, 0]);
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [code])).id);
  });

  it('seized by the regulator is not freed by its holder', async () => {
    const lot = await delivered(1);
    const [code] = lot.codes as [string];
    await take(regulator, 'LOCK', code);
    expect((await agreedRun(lot.runId)).statuses).toEqual([UnitStatus.Seized]);
    expect(await verify(pharmacy, code)).toMatchObject({ type: 'SuspectedFalsified' });
    expect(await refusalOf(take(pharmacy, 'UNLOCK', code))).toBe('DECOMMISSION_REFUSED');
    expect(await refusalOf(take(pharmacy, 'DESTROY', code))).toBe('DECOMMISSION_REFUSED');
    await take(regulator, 'UNLOCK', code);
    expect((await agreedRun(lot.runId)).statuses).toEqual([0]);
  });
});

describe('a pack taken off the market', () => {
  it.each([
    ['EXPORT', UnitStatus.Exported],
    ['DESTROY', UnitStatus.Destroyed],
    ['SAMPLE', UnitStatus.Sampled],
    ['FREE_SAMPLE', UnitStatus.FreeSample],
    ['STOLEN', UnitStatus.Stolen],
  ])('by %s stays off it', async (kind, status) => {
    const lot = await delivered(2);
    const [code] = lot.codes as [string];
    expect(await refusalOf(take(otherPharmacy, kind, code))).toBe('DECOMMISSION_REFUSED');
    await take(pharmacy, kind, code);
    expect((await agreedRun(lot.runId)).statuses).toEqual([status, 0]);
    expect(await verify(pharmacy, code)).toMatchObject({ type: 'Decommissioned', light: 'RED' });
    expect(await refusalOf(supplyOnPaper(pharmacy, [code]))).toBe('UNIT_DECOMMISSIONED');
    expect(await refusalOf(take(pharmacy, 'UNLOCK', code))).toBe('DECOMMISSION_REFUSED');
    expect(await refusalOf(take(pharmacy, 'DESTROY', code))).toBe('DECOMMISSION_REFUSED');
  });

  it('and offered elsewhere is an alarm', async () => {
    const lot = await delivered(1);
    await take(pharmacy, 'STOLEN', lot.codes[0]);
    await agreedRun(lot.runId);
    expect(await refusalOf(supplyOnPaper(otherPharmacy, lot.codes))).toBe('UNIT_DECOMMISSIONED');
    await untilAlerted(regulator, lot.codes[0]!, 'DECOMMISSIONED_REAPPEARS');
  });

  it('of a recalled lot is destroyed, and nothing else', async () => {
    const lot = await delivered(2);
    await recallLot(maker, secondOfMaker, lot);
    expect(await refusalOf(take(pharmacy, 'EXPORT', lot.codes[0]))).toBe('DECOMMISSION_REFUSED');
    expect(await refusalOf(take(pharmacy, 'SAMPLE', lot.codes[0]))).toBe('DECOMMISSION_REFUSED');
    await take(pharmacy, 'DESTROY', lot.codes[0]);
    expect((await agreedRun(lot.runId)).statuses).toEqual([UnitStatus.Destroyed, 0]);
  });
});

describe('an exported pack', () => {
  it('comes back into stock by an undo of its holder, which no theft and no destruction has', async () => {
    const lot = await delivered(3);
    const [exported, destroyed, sound] = lot.codes as [string, string, string];
    await take(pharmacy, 'EXPORT', exported);
    await take(pharmacy, 'DESTROY', destroyed);
    await agreedRun(lot.runId);
    expect(await refusalOf(take(otherPharmacy, 'UNDO', exported))).toBe('DECOMMISSION_REFUSED');
    expect(await refusalOf(take(pharmacy, 'UNDO', destroyed))).toBe('DECOMMISSION_REFUSED');
    expect(await refusalOf(take(pharmacy, 'UNDO', sound))).toBe('DECOMMISSION_REFUSED');
    await take(pharmacy, 'UNDO', exported);
    expect((await agreedRun(lot.runId)).statuses).toEqual([0, UnitStatus.Destroyed, 0]);
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [exported])).id);
  });
});
