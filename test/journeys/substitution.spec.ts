import { beforeAll, describe, expect, it } from 'vitest';
import {
  AMOXICILLIN,
  CAPSULES_IN_PACK,
  deliverLot,
  dispense,
  fillOf,
  openPrescription,
  type RegisteredLot,
} from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { newKey, refusalOf } from './client.js';
import { visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, prescriber } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'prescriber',
);
/** The same medicine of the other maker. */
const TWIN = '00300933109055';

let lot: RegisteredLot;
let next = 0;
beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 12);
});

/** Prescribes, and gives one pack of Northwind's amoxicillin 500 mg capsules for it. */
async function give(prescribed: object, substitutionReason?: string) {
  const { issuePrescription } = await prescriber.ask<{ issuePrescription: { token: string } }>(
    'mutation ($input: IssuePrescriptionInput!) { issuePrescription(input: $input) { token } }',
    {
      input: {
        idempotencyKey: newKey(),
        patientName: 'Ada Example',
        items: [
          {
            substance: 'amoxicillin',
            baseUnit: 'capsule',
            dosage: '1 capsule three times a day',
            quantity: CAPSULES_IN_PACK,
            substitutionAllowed: true,
            ...prescribed,
          },
        ],
      },
    },
  );
  const opened = await openPrescription(pharmacy, issuePrescription.token);
  const [item] = opened.items;
  return dispense(pharmacy, {
    basis: 'E_PRESCRIPTION',
    prescriptionId: opened.id,
    contentKey: opened.contentKey,
    lines: [{ scan: lot.codes[next], itemId: item!.id, ...(substitutionReason && { substitutionReason }) }],
    fills: [await fillOf(opened, item!, CAPSULES_IN_PACK)],
  });
}

describe('a pack is refused for a prescription', () => {
  it('of another substance, of one of two substances, of another strength, or counted otherwise', async () => {
    expect(await refusalOf(give({ substance: 'azithromycin' }, 'Same class'))).toBe('PACK_OTHER_SUBSTANCE');
    expect(await refusalOf(give({ substance: 'amoxicillin, clavulanic acid' }, 'Near'))).toBe(
      'PACK_OTHER_SUBSTANCE',
    );
    expect(await refusalOf(give({ strength: '250 mg' }, 'Two of them'))).toBe('PACK_OTHER_STRENGTH');
    expect(await refusalOf(give({ baseUnit: 'ml' }, 'Syrup'))).toBe('PACK_OTHER_UNIT');
  });

  it('of another product or form where the prescriber allows none', async () => {
    const strict = { substitutionAllowed: false };
    expect(await refusalOf(give({ productGtin: TWIN, ...strict }, 'Out of stock'))).toBe(
      'SUBSTITUTION_NOT_ALLOWED',
    );
    expect(await refusalOf(give({ form: 'tablet', ...strict }, 'Out of stock'))).toBe(
      'SUBSTITUTION_NOT_ALLOWED',
    );
  });

  it('of another product without a reason', async () => {
    expect(await refusalOf(give({ productGtin: TWIN }))).toBe('SUBSTITUTION_REASON_MISSING');
    expect(await refusalOf(give({ productGtin: TWIN }, '   '))).toBe('SUBSTITUTION_REASON_MISSING');
    expect((await agreedRun(lot.runId)).statuses).toEqual(Array(12).fill(0));
  });
});

describe('a pack is given', () => {
  it('by substance, however strength and form are written', async () => {
    for (const prescribed of [
      {},
      { strength: '0.5 g' },
      { strength: '500mg', form: 'Capsule' },
      { productGtin: AMOXICILLIN },
    ]) {
      const { id } = await give(prescribed);
      next += 1;
      expect((await visitOf(pharmacy, id)).lines).toMatchObject([
        { status: 'CONFIRMED', substitutionReason: null },
      ]);
    }
  });

  it('instead of another product with a reason, which stays with it', async () => {
    const { id } = await give({ productGtin: TWIN }, 'Prescribed product out of stock');
    next += 1;
    expect((await visitOf(pharmacy, id)).lines).toMatchObject([
      { status: 'CONFIRMED', substitutionReason: 'Prescribed product out of stock' },
    ]);
  });
});

describe('a prescription is not issued', () => {
  const issue = (items: object[]) =>
    prescriber.ask(
      'mutation ($input: IssuePrescriptionInput!) { issuePrescription(input: $input) { token } }',
      {
        input: { idempotencyKey: newKey(), patientName: 'Ada Example', items },
      },
    );
  const item = {
    substance: 'amoxicillin',
    baseUnit: 'capsule',
    dosage: 'as told',
    quantity: 21,
    substitutionAllowed: true,
  };

  it.each([
    ['without a medicine', []],
    ['without a substance', [{ ...item, substance: ' ' }]],
    ['for nothing', [{ ...item, quantity: 0 }]],
    ['for a product that does not exist', [{ ...item, productGtin: '00000000000000' }]],
    ['that ends before it begins', [{ ...item, validFrom: '2030-02-01', validUntil: '2030-01-01' }]],
  ])('%s', async (_, items) => {
    expect(await refusalOf(issue(items))).toBe('PRESCRIPTION_INVALID');
  });
});
