import { UnitStatus } from '@custodia/ledger';
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
import { refusalOf } from './client.js';
import { correctPatient, recordNotDispensed, supplyOnPaper, undo, verify, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy, prescriber } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'prescriber',
);
let lot: RegisteredLot;
let used = 0;
const freshPack = (): string => lot.codes[used++]!;
beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 24);
});

const onPaper = async () => openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK));

describe('the ground of a supply', () => {
  it('cannot be over the counter for what needs a prescription', async () => {
    const lines = [{ scan: lot.codes[20] }];
    expect(await refusalOf(dispense(pharmacy, { basis: 'OVER_THE_COUNTER', lines }))).toBe(
      'PRESCRIPTION_NEEDED',
    );
  });

  it.each(['EMERGENCY', 'WARD', 'COMPOUNDING'])(
    'may be %s, without a prescription, and is kept',
    async (basis) => {
      const { id } = await dispense(pharmacy, { basis, lines: [{ scan: freshPack() }] });
      expect(await visitOf(pharmacy, id)).toMatchObject({ basis, status: 'CONFIRMED', collector: null });
    },
  );

  it('may be a paper prescription, of which the number is kept, and who collected it', async () => {
    const { id } = await supplyOnPaper(pharmacy, [freshPack()], { collector: 'Neighbour, B. Example' });
    expect(await visitOf(pharmacy, id)).toMatchObject({
      basis: 'PAPER',
      paperReference: 'Rx 77',
      collector: 'Neighbour, B. Example',
      user: 'Lena Fischer',
      site: { name: 'Harbor Pharmacy' },
    });
  });
});

describe('an item that is not dispensed', () => {
  it('needs a reason, and a note where the reason is another one', async () => {
    const opened = await onPaper();
    const said = { prescriptionId: opened.id, contentKey: opened.contentKey, itemId: opened.items[0]!.id };
    expect(await refusalOf(recordNotDispensed(pharmacy, { ...said, reason: 'OTHER' }))).toBe('BAD_INPUT');
    expect(
      await refusalOf(recordNotDispensed(pharmacy, { ...said, itemId: 'none', reason: 'OUT_OF_STOCK' })),
    ).toBe('ITEM_MISSING');
    const wrong = { ...said, contentKey: 'A'.repeat(43) };
    expect(await refusalOf(recordNotDispensed(pharmacy, { ...wrong, reason: 'OUT_OF_STOCK' }))).toBe(
      'PRESCRIPTION_TOKEN_WRONG',
    );
  });

  it('stays open, here and elsewhere', async () => {
    const opened = await onPaper();
    const itemId = opened.items[0]!.id;
    await recordNotDispensed(pharmacy, {
      prescriptionId: opened.id,
      contentKey: opened.contentKey,
      itemId,
      reason: 'OUT_OF_STOCK',
    });
    const elsewhere = await openPrescription(otherPharmacy, opened.token);
    expect(elsewhere.items[0]!.remaining).toBe(CAPSULES_IN_PACK);
    const { id } = await dispenseOnPrescription(pharmacy, await openPrescription(pharmacy, opened.token), [
      freshPack(),
    ]);
    expect((await visitOf(pharmacy, id)).status).toBe('CONFIRMED');
  });
});

describe('a pack that went to the wrong patient', () => {
  async function given() {
    const opened = await onPaper();
    const index = used;
    const { id } = await dispenseOnPrescription(pharmacy, opened, [freshPack()]);
    const visit = await visitOf(pharmacy, id);
    return { opened, index, visit, lineId: visit.lines[0]!.id };
  }

  it('is corrected by its own pharmacy, with a reason, and on a ground that holds', async () => {
    const { lineId } = await given();
    const asked = { lineId, basis: 'PAPER', paperReference: 'Rx 90', reason: 'Two bags mixed up' };
    expect(await refusalOf(correctPatient(otherPharmacy, asked))).toBe('NOT_FOUND');
    expect(await refusalOf(correctPatient(pharmacy, { ...asked, reason: ' ' }))).toBe('BAD_INPUT');
    expect(await refusalOf(correctPatient(pharmacy, { ...asked, paperReference: '' }))).toBe('BAD_INPUT');
    const { paperReference: _, ...onNothing } = asked;
    expect(await refusalOf(correctPatient(pharmacy, { ...onNothing, basis: 'OVER_THE_COUNTER' }))).toBe(
      'PRESCRIPTION_NEEDED',
    );
    expect(await refusalOf(correctPatient(pharmacy, { ...onNothing, basis: 'E_PRESCRIPTION' }))).toBe(
      'PRESCRIPTION_TOKEN_WRONG',
    );
  });

  it('stays supplied; the wrong patient gets the fill back, the right one is charged', async () => {
    const { opened, lineId, index, visit } = await given();
    const right = await onPaper();
    const corrected = await correctPatient(pharmacy, {
      lineId,
      reason: 'Two bags mixed up',
      basis: 'E_PRESCRIPTION',
      prescriptionId: right.id,
      contentKey: right.contentKey,
      fill: await fillOf(right, right.items[0]!, CAPSULES_IN_PACK),
    });
    expect((await visitOf(pharmacy, corrected.id)).status).toBe('CONFIRMED');
    expect((await visitOf(pharmacy, visit.id)).status).toBe('UNDONE');
    expect(await agreedItem(opened.items[0]!.ledgerKey)).toMatchObject({ remaining: CAPSULES_IN_PACK });
    expect(await agreedItem(right.items[0]!.ledgerKey)).toMatchObject({ remaining: 0 });
    expect((await agreedRun(lot.runId)).statuses[index]).toBe(UnitStatus.Filled);
    // The wrong patient can still get the own medicine.
    const again = await openPrescription(pharmacy, opened.token);
    const { id } = await dispenseOnPrescription(pharmacy, again, [freshPack()]);
    expect((await visitOf(pharmacy, id)).status).toBe('CONFIRMED');
  });

  it('is corrected once', async () => {
    const { lineId } = await given();
    const asked = { lineId, basis: 'PAPER', paperReference: 'Rx 91', reason: 'Mixed up' };
    const corrected = await correctPatient(pharmacy, asked);
    await visitOf(pharmacy, corrected.id);
    expect(await refusalOf(correctPatient(pharmacy, asked))).toBe('ALREADY_UNDONE');
  });
});

describe('an undo', () => {
  it('is for the pharmacy that supplied it, and once', async () => {
    const visit = await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [freshPack()])).id);
    const asked = { lineIds: [visit.lines[0]!.id], packLeftPharmacy: false, reason: 'Slip' };
    expect(await refusalOf(undo(otherPharmacy, asked))).toBe('NOT_FOUND');
    await undo(pharmacy, asked);
    expect(await refusalOf(undo(pharmacy, asked))).toBe('ALREADY_UNDONE');
    expect((await visitOf(pharmacy, visit.id)).status).toBe('UNDONE');
  });

  it('of a pack that had left keeps it out of stock', async () => {
    const index = used;
    const code = freshPack();
    const visit = await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [code])).id);
    await undo(pharmacy, { lineIds: [visit.lines[0]!.id], packLeftPharmacy: true, reason: 'Brought back' });
    expect(await visitOf(pharmacy, visit.id)).toMatchObject({
      lines: [{ status: 'UNDONE', packLeft: true }],
    });
    expect((await agreedRun(lot.runId)).statuses[index]).toBe(UnitStatus.Locked);
    expect(await refusalOf(supplyOnPaper(pharmacy, [code]))).toBe('UNIT_LOCKED');
    expect(await verify(pharmacy, code)).toMatchObject({ code: 'UNIT_LOCKED' });
  });
});
