import { describe, expect, it } from 'vitest';
import { deliverLot, registerLot, type RegisteredLot } from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { Client, newKey, refusalOf, until } from './client.js';
import { supplyOnPaper, verify, visitOf } from './counter-acts.js';
import { lotStatus, returnGoods, untilLotIs } from './goods-acts.js';
import { siteNamed } from './acts.js';

const { maker, secondOfMaker, otherMaker, distributor, pharmacy, otherPharmacy, regulator } = await cast(
  'maker',
  'secondOfMaker',
  'otherMaker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'regulator',
);
const secondOfRegulator = await Client.signedIn('david@authority.example');
const delivered = (units: number) =>
  deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, units);

async function propose(by: Client, lot: RegisteredLot, changed: object = {}): Promise<string> {
  const { proposeRecall } = await by.ask<{ proposeRecall: { id: string } }>(
    'mutation ($input: ProposeRecallInput!) { proposeRecall(input: $input) { id } }',
    {
      input: {
        idempotencyKey: newKey(),
        lotId: lot.lotId,
        lotNumber: lot.number,
        class: 'II',
        text: 'Return all packs',
        ...changed,
      },
    },
  );
  return proposeRecall.id;
}

const order = (by: Client, what: 'approveRecall' | 'acknowledgeRecall', recallId: string) =>
  by.ask(`mutation ($input: RecallOrderInput!) { ${what}(input: $input) { id } }`, {
    input: { idempotencyKey: newKey(), recallId },
  });

interface RecallView {
  readonly status: string;
  readonly unitsSupplied: number;
  readonly holders: { site: { name: string }; units: number; acknowledgedAt: string | null }[];
}

async function recallOf(by: Client, id: string): Promise<RecallView | null> {
  const { recall } = await by.ask<{ recall: RecallView | null }>(
    `query ($id: ID!) { recall(id: $id) {
       status unitsSupplied holders { site { name } units acknowledgedAt }
     } }`,
    { id },
  );
  return recall;
}

describe('a recall is not ordered', () => {
  it('by one person alone, by strangers, or with a lot number that was not typed exactly', async () => {
    const lot = await registerLot(maker, 2);
    expect(await refusalOf(propose(pharmacy, lot))).toBe('FORBIDDEN');
    expect(await refusalOf(propose(otherMaker, lot))).toBe('NOT_FOUND');
    expect(await refusalOf(propose(maker, lot, { lotNumber: lot.number.slice(1) }))).toBe(
      'RECALL_NOT_CONFIRMED',
    );
    expect(await refusalOf(propose(maker, lot, { class: 'IV' }))).toBe('BAD_INPUT');
    expect(await refusalOf(propose(maker, lot, { text: ' ' }))).toBe('BAD_INPUT');
    const id = await propose(maker, lot);
    expect(await refusalOf(propose(maker, lot))).toBe('RECALL_EXISTS');
    expect(await refusalOf(order(maker, 'approveRecall', id))).toBe('FORBIDDEN');
    expect(await refusalOf(order(otherMaker, 'approveRecall', id))).toMatch(/FORBIDDEN|NOT_FOUND/);
    expect(await refusalOf(order(secondOfRegulator, 'approveRecall', id))).toBe('NOT_FOUND');
    // A proposal stops nothing and is nobody else's to see.
    expect(await lotStatus(maker, lot.lotId)).toBe('ACTIVE');
    expect(await recallOf(pharmacy, id)).toBeNull();
  });
});

describe('a recall', () => {
  it('by two people of the regulator stops a lot of any maker, and tells who has it', async () => {
    const lot = await delivered(4);
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [lot.codes[0]!])).id);
    const id = await propose(regulator, lot);
    await order(secondOfRegulator, 'approveRecall', id);
    expect(await refusalOf(order(secondOfRegulator, 'approveRecall', id))).toBe('RECALL_SETTLED');
    // From the moment of the approval.
    expect(await refusalOf(supplyOnPaper(pharmacy, [lot.codes[1]!]))).toBe('LOT_RECALLED');
    await untilLotIs(maker, lot.lotId, 'RECALLED');
    expect(await verify(pharmacy, lot.codes[1]!)).toMatchObject({ type: 'Recalled', light: 'RED' });

    const seen = await until(
      () => recallOf(regulator, id),
      (recall) => recall?.status === 'ISSUED',
    );
    expect(seen).toMatchObject({
      unitsSupplied: 1,
      holders: [{ site: { name: 'Harbor Pharmacy' }, units: 3, acknowledgedAt: null }],
    });
    expect((await recallOf(pharmacy, id))?.holders).toHaveLength(1);
    expect((await recallOf(maker, id))?.holders).toEqual([]);
    expect(await recallOf(otherPharmacy, id)).toBeNull();

    expect(await refusalOf(order(otherPharmacy, 'acknowledgeRecall', id))).toBe('NOT_FOUND');
    await order(pharmacy, 'acknowledgeRecall', id);
    expect((await recallOf(regulator, id))?.holders[0]?.acknowledgedAt).not.toBeNull();

    // Only back: to who sent it no, to its maker yes.
    const line = { runId: lot.runId, from: 1, to: 4 };
    expect(await refusalOf(returnGoods(pharmacy, await siteNamed(pharmacy, 'Atlantic'), line))).toBe(
      'LOT_RECALLED',
    );
    await returnGoods(pharmacy, await siteNamed(pharmacy, 'Northwind'), line);
    expect((await agreedRun(lot.runId)).statuses).toEqual([1, 0, 0, 0]);
  });

  it('of a range leaves the other packs in use', async () => {
    const lot = await delivered(6);
    const ranges = [{ runId: Number(lot.runId), from: 0, to: 3 }];
    const id = await propose(maker, lot, { ranges });
    await order(secondOfMaker, 'approveRecall', id);
    await until(
      () => recallOf(maker, id),
      (recall) => recall?.status === 'ISSUED',
    );
    expect(await refusalOf(supplyOnPaper(pharmacy, [lot.codes[2]!]))).toBe('LOT_RECALLED');
    const { id: visitId } = await supplyOnPaper(pharmacy, [lot.codes[3]!]);
    expect((await visitOf(pharmacy, visitId)).status).toBe('CONFIRMED');
    expect((await agreedRun(lot.runId)).statuses).toEqual([0, 0, 0, 1, 0, 0]);
  });

  it('that withdraws the lot from the market stops it, too', async () => {
    const lot = await delivered(2);
    const id = await propose(maker, lot, { kind: 'WITHDRAWAL' });
    await order(secondOfMaker, 'approveRecall', id);
    await untilLotIs(maker, lot.lotId, 'WITHDRAWN');
    expect(await refusalOf(supplyOnPaper(pharmacy, [lot.codes[0]!]))).toBe('LOT_WITHDRAWN');
    await agreedRun(lot.runId);
  });
});
