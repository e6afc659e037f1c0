import { UnitStatus } from '@custodia/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  CAPSULES_IN_PACK,
  deliverLot,
  dispense,
  fillOf,
  openPrescription,
  prescribe,
  type RegisteredLot,
} from './acts.js';
import { agreedItem, agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { refusalOf } from './client.js';
import { settleOwed, supplyOnPaper, undo, verify, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy, prescriber } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'prescriber',
);
let lot: RegisteredLot;
beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 8);
});

const part = (scan: string, quantity: number) =>
  dispense(pharmacy, { basis: 'PAPER', paperReference: 'Rx 80', lines: [{ scan, quantity }] });

describe('a stock bottle', () => {
  it('is not emptied below nothing, nor by halves of a tablet', async () => {
    const [code] = lot.codes as [string];
    for (const quantity of [0, -1]) expect(await refusalOf(part(code, quantity))).toBe('QUANTITY_INVALID');
    expect(await refusalOf(part(code, CAPSULES_IN_PACK + 1))).toBe('QUANTITY_EXCEEDS_PACK');
  });

  it('is dispensed in parts until it is empty, and says what is left', async () => {
    const [code] = lot.codes as [string];
    await visitOf(pharmacy, (await part(code, 10)).id);
    const opened = await verify(pharmacy, code);
    expect(opened).toMatchObject({ type: 'OpenedBottle', headline: 'Opened here, 11 left' });
    expect((await agreedRun(lot.runId)).statuses[0]).toBe(UnitStatus.Opened);
    expect(await refusalOf(part(code, 12))).toBe('QUANTITY_EXCEEDS_PACK');
    expect(await refusalOf(supplyOnPaper(otherPharmacy, [code]))).toBe('NOT_HOLDER');

    await visitOf(pharmacy, (await part(code, 5)).id);
    // Nothing said is all that is left.
    const last = await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [code])).id);
    expect(last.lines[0]?.quantity).toBe(6);
    expect((await agreedRun(lot.runId)).statuses[0]).toBe(UnitStatus.Emptied);
    expect(await refusalOf(part(code, 1))).toBe('ALREADY_SUPPLIED');
  });

  it('gets a part back that was undone', async () => {
    const code = lot.codes[1]!;
    const first = await visitOf(pharmacy, (await part(code, 10)).id);
    await undo(pharmacy, { lineIds: [first.lines[0]!.id], packLeftPharmacy: false, reason: 'Slip' });
    await visitOf(pharmacy, first.id);
    const whole = await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [code])).id);
    expect(whole).toMatchObject({ status: 'CONFIRMED', lines: [{ quantity: CAPSULES_IN_PACK }] });
    await agreedRun(lot.runId);
  });

  it('in parts for two patients at the same moment: none gets what the other has', async () => {
    const code = lot.codes[2]!;
    const attempts = await Promise.allSettled([part(code, 15), part(code, 15), part(code, 6)]);
    const given = attempts.filter(({ status }) => status === 'fulfilled').length;
    expect(given).toBeGreaterThanOrEqual(1);
    const { statuses } = await agreedRun(lot.runId);
    expect([UnitStatus.Opened, UnitStatus.Emptied]).toContain(statuses[2]);
  });
});

describe('what is owed', () => {
  const QUANTITY = 30;
  const OWED = QUANTITY - CAPSULES_IN_PACK;

  it('is given later on the signature of the first visit, in parts, and never more', async () => {
    const opened = await openPrescription(pharmacy, await prescribe(prescriber, QUANTITY));
    const [item] = opened.items;
    const basket = async (owed: number, fill: number) => ({
      basis: 'E_PRESCRIPTION',
      prescriptionId: opened.id,
      contentKey: opened.contentKey,
      lines: [{ scan: lot.codes[3], itemId: item!.id }],
      owe: [{ itemId: item!.id, quantity: owed }],
      fills: [await fillOf(opened, item!, fill)],
    });
    expect(await refusalOf(dispense(pharmacy, await basket(OWED + 1, QUANTITY + 1)))).toBe(
      'OWED_EXCEEDS_REMAINING',
    );
    expect(await refusalOf(dispense(pharmacy, await basket(OWED, CAPSULES_IN_PACK)))).toBe('VOUCHER_SPENT');
    const visit = await dispense(pharmacy, await basket(OWED, QUANTITY));
    await visitOf(pharmacy, visit.id);

    const owed = async () => {
      const { owedBalances } = await pharmacy.ask<{
        owedBalances: { nodes: { id: string; itemId: string; quantity: number; settled: number }[] };
      }>('{ owedBalances(first: 100) { nodes { id itemId quantity settled } } }');
      return owedBalances.nodes.find(({ itemId }) => itemId === item!.id);
    };
    const balance = await owed();
    expect(balance).toMatchObject({ quantity: OWED, settled: 0 });
    const settle = (by: typeof pharmacy, quantity: number) =>
      settleOwed(by, { owedId: balance!.id, lines: [{ scan: lot.codes[4], quantity }] });
    expect(await refusalOf(settle(otherPharmacy, OWED))).toBe('NOT_FOUND');
    expect(await refusalOf(settle(pharmacy, OWED + 1))).toBe('QUANTITY_EXCEEDS_PRESCRIBED');
    await settle(pharmacy, 4);
    expect(await agreedItem(item!.ledgerKey)).toEqual({ remaining: 5, used: 25 });
    expect(await owed()).toMatchObject({ settled: 4 });
    await settle(pharmacy, OWED - 4);
    expect(await agreedItem(item!.ledgerKey)).toEqual({ remaining: 0, used: QUANTITY });
    expect(await owed()).toBeUndefined();
    expect(await refusalOf(settle(pharmacy, 1))).toBe('OWED_SETTLED');
    await agreedRun(lot.runId);
  });
});
