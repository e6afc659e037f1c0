import { beforeAll, describe, expect, it } from 'vitest';
import {
  CAPSULES_IN_PACK,
  deliverLot,
  dispense,
  dispenseOnPrescription,
  fillOf,
  openPrescription,
  prescribe,
  type RegisteredLot,
} from './acts.js';
import { agreedItem, agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { newKey, refusalOf, until } from './client.js';
import { visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, prescriber, regulator } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'prescriber',
  'regulator',
);
let lot: RegisteredLot;
beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 6);
});

const cancel = (by: typeof prescriber, prescriptionId: string, reason = 'Paper lost') =>
  by.ask('mutation ($input: CancelPrescriptionInput!) { cancelPrescription(input: $input) { id } }', {
    input: { idempotencyKey: newKey(), prescriptionId, reason },
  });

describe('repeats', () => {
  it('are items of their own, which nothing on the ledger links', async () => {
    const opened = await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK, 2));
    expect(opened.items.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
    expect(new Set(opened.items.map(({ ledgerKey }) => ledgerKey)).size).toBe(3);
    // A key that has nothing to do with its neighbours: no common beginning, no step of one.
    const starts = opened.items.map(({ ledgerKey }) => ledgerKey.slice(0, 18));
    expect(new Set(starts).size).toBe(3);
  });

  it('are not filled before their day, nor with the key of another', async () => {
    const opened = await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK, 2));
    const [first, second] = opened.items;
    const basket = (itemId: string, fill: object) => ({
      basis: 'E_PRESCRIPTION',
      prescriptionId: opened.id,
      contentKey: opened.contentKey,
      lines: [{ scan: lot.codes[0], itemId, quantity: CAPSULES_IN_PACK }],
      fills: [fill],
    });
    const early = basket(second!.id, await fillOf(opened, second!, CAPSULES_IN_PACK));
    expect(await refusalOf(dispense(pharmacy, early))).toBe('ITEM_NOT_YET_VALID');
    const foreign = await fillOf(opened, second!, CAPSULES_IN_PACK);
    const crossed = basket(first!.id, { ...foreign, itemId: first!.id });
    expect(await refusalOf(dispense(pharmacy, crossed))).toBe('VOUCHER_INVALID');
    expect(await agreedItem(second!.ledgerKey)).toEqual({ remaining: CAPSULES_IN_PACK, used: 0 });
    expect((await agreedRun(lot.runId)).statuses).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('remain when the first is filled, and the prescription stays open', async () => {
    const token = await prescribe(prescriber, CAPSULES_IN_PACK, 1);
    const opened = await openPrescription(pharmacy, token);
    const { id } = await dispenseOnPrescription(pharmacy, opened, [lot.codes[1]!]);
    await visitOf(pharmacy, id);
    const { items } = await openPrescription(pharmacy, token);
    expect(items.map(({ remaining }) => remaining)).toEqual([0, CAPSULES_IN_PACK]);
    const { prescription } = await prescriber.ask<{
      prescription: { status: string; items: { state: string }[] };
    }>('query ($id: ID!) { prescription(id: $id) { status items { state } } }', { id: opened.id });
    expect(prescription).toMatchObject({
      status: 'OPEN',
      items: [{ state: 'DISPENSED' }, { state: 'NOT_YET_VALID' }],
    });
  });
});

describe('a cancelled prescription', () => {
  it('is cancelled by its prescriber, with a reason, once', async () => {
    const opened = await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK));
    expect(await refusalOf(cancel(pharmacy, opened.id))).toBe('FORBIDDEN');
    expect(await refusalOf(cancel(regulator, opened.id))).toBe('FORBIDDEN');
    expect(await refusalOf(cancel(prescriber, opened.id, ' '))).toBe('BAD_INPUT');
    await cancel(prescriber, opened.id);
    expect(await refusalOf(cancel(prescriber, opened.id))).toBe('PRESCRIPTION_CANCELLED');
  });

  it('is not filled, from the moment that it is cancelled; what was given before stays given', async () => {
    const token = await prescribe(prescriber, 2 * CAPSULES_IN_PACK);
    const opened = await openPrescription(pharmacy, token);
    const given = await dispenseOnPrescription(pharmacy, opened, [lot.codes[2]!]);
    await visitOf(pharmacy, given.id);
    await cancel(prescriber, opened.id);
    const again = await openPrescription(pharmacy, token);
    expect(await refusalOf(dispenseOnPrescription(pharmacy, again, [lot.codes[3]!]))).toBe(
      'PRESCRIPTION_CANCELLED',
    );
    await until(
      () =>
        prescriber.ask<{ prescription: { status: string } }>(
          'query ($id: ID!) { prescription(id: $id) { status } }',
          {
            id: opened.id,
          },
        ),
      ({ prescription }) => prescription.status === 'CANCELLED',
    );
    expect((await visitOf(pharmacy, given.id)).status).toBe('CONFIRMED');
    const { statuses } = await agreedRun(lot.runId);
    expect(statuses.slice(2)).toEqual([2, 0, 0, 0]);
  });
});
