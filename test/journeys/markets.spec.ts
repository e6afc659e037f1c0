import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { deliverLot, receive, registerLot, ship, siteNamed } from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { refusalOf } from './client.js';
import { claim, supplyOnPaper, untilAlerted, verify, visitOf } from './counter-acts.js';
import { settleShipment, stockOf } from './goods-acts.js';

const { maker, distributor, pharmacy, otherPharmacy, europeanPharmacy, regulator } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'europeanPharmacy',
  'regulator',
);

async function partyOf(client: typeof pharmacy): Promise<number> {
  const { me } = await client.ask<{ me: { site: { partyId: number } } }>('{ me { site { partyId } } }');
  return me.site.partyId;
}

describe('a pack that was never shipped to this pharmacy', () => {
  it('is not dispensed where custody is the law, and that is an alarm', async () => {
    const lot = await registerLot(maker, 2);
    expect(await verify(otherPharmacy, lot.codes[0]!)).toMatchObject({
      code: 'NOT_IN_CUSTODY',
      light: 'RED',
    });
    expect(await refusalOf(supplyOnPaper(otherPharmacy, [lot.codes[0]!]))).toBe('NOT_HOLDER');
    expect((await agreedRun(lot.runId)).statuses).toEqual([0, 0]);
    await untilAlerted(regulator, lot.codes[0]!, 'NOT_IN_CUSTODY');
  });

  it('is dispensed where the law follows no custody: it is taken over by the proof of its serial', async () => {
    const lot = await registerLot(maker, 3);
    expect(await verify(europeanPharmacy, lot.codes[1]!)).toMatchObject({
      code: 'NOT_DELIVERED',
      light: 'AMBER',
    });
    const visit = await visitOf(
      europeanPharmacy,
      (await supplyOnPaper(europeanPharmacy, [lot.codes[1]!])).id,
    );
    expect(visit.status).toBe('CONFIRMED');
    const { segments, statuses } = await agreedRun(lot.runId);
    expect(statuses).toEqual([UnitStatus.Active, UnitStatus.Supplied, UnitStatus.Active]);
    expect(segments.map(({ start, holder }) => [start, holder])).toContainEqual([
      1,
      await partyOf(europeanPharmacy),
    ]);
    expect(await stockOf(maker, lot.runId, lot.number)).toBe(2);
  });

  it('also while it is written down as on its way to a wholesaler who does not scan; the rest can still arrive', async () => {
    const lot = await registerLot(maker, 3);
    const shipmentId = await ship(maker, await siteNamed(maker, 'Atlantic'), {
      runId: lot.runId,
      from: 0,
      to: 3,
    });
    const visit = await visitOf(
      europeanPharmacy,
      (await supplyOnPaper(europeanPharmacy, [lot.codes[0]!])).id,
    );
    expect(visit.status).toBe('CONFIRMED');
    const scans = lot.codes.slice(1);
    await settleShipment(distributor, 'receive', { shipmentId, scans });
    expect((await agreedRun(lot.runId)).statuses).toEqual([UnitStatus.Supplied, 0, 0]);
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(2);
  });

  it('is not dispensed there when another pharmacy has dispensed it', async () => {
    const lot = await deliverLot(
      maker,
      distributor,
      pharmacy,
      { distributor: 'Atlantic', pharmacy: 'Harbor' },
      1,
    );
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, lot.codes)).id);
    expect(await refusalOf(supplyOnPaper(europeanPharmacy, lot.codes))).toBe('ALREADY_SUPPLIED');
    await untilAlerted(regulator, lot.codes[0]!, 'DUPLICATE_DISPENSE');
    expect((await agreedRun(lot.runId)).statuses).toEqual([UnitStatus.Supplied]);
  });
});

describe('a found pack', () => {
  it('is claimed with its code, then it is in stock, and no longer with its holder', async () => {
    const lot = await registerLot(maker, 2);
    await receive(
      distributor,
      await ship(maker, await siteNamed(maker, 'Atlantic'), { runId: lot.runId, from: 0, to: 2 }),
    );
    const unknown = lot.codes[0]!.slice(0, -3) + 'ZZZ';
    expect(await refusalOf(claim(otherPharmacy, { scan: unknown }))).toBe('SERIAL_UNKNOWN');
    expect(await refusalOf(claim(otherPharmacy, { scan: 'hello' }))).toBe('SCAN_UNREADABLE');
    expect(await refusalOf(claim(distributor, { scan: lot.codes[0] }))).toBe('ALREADY_HOLDER');
    await claim(otherPharmacy, { scan: lot.codes[0] });
    expect(await refusalOf(claim(otherPharmacy, { scan: lot.codes[0] }))).toBe('ALREADY_HOLDER');
    await agreedRun(lot.runId);
    expect(await stockOf(otherPharmacy, lot.runId, lot.number)).toBe(1);
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(1);
    await visitOf(otherPharmacy, (await supplyOnPaper(otherPharmacy, [lot.codes[0]!])).id);
    expect((await agreedRun(lot.runId)).statuses).toEqual([1, 0]);
  });
});
