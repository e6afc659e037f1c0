import { randomUUID } from 'node:crypto';
import { SupplyBasis as LedgerBasis, UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openCounterBench, type CounterBench } from '../../testing/counter-bench.js';
import { codeOf } from '../../testing/outcome.js';
import { aPrescription } from '../../testing/prescriptions.js';
import { CorrectService } from './correct.service.js';
import { NotDispensedService, type AskedNotDispensed } from './not-dispensed.service.js';
import { DispensingReader } from './index.js';
import { SupplyWords } from './supply-words.js';

let bench: CounterBench;
let pharmacy: Actor;

beforeAll(async () => {
  bench = await openCounterBench(20);
  pharmacy = bench.pharmacy;
});
afterAll(() => bench.close());

/** What the ledger wrote about a supply. */
async function onLedger(operationId: string) {
  const [event] = await bench.sql<{ args: Record<string, unknown> }>(
    `SELECT args FROM ledger.event WHERE operation_id = $1 AND name = 'Dispensed'`,
    [operationId],
  );
  return event?.args;
}

describe('supply to a ward', () => {
  it('takes packs of prescription medicines without a prescription, as stock of the ward', async () => {
    const id = await bench.dispense({
      basis: 'WARD',
      collector: 'Ward 4, porter',
      lines: [0, 1].map(() => ({ scan: bench.nextCode() })),
    });
    await bench.settleAll();
    const lines = await bench.linesOf(id);
    expect(lines.map(({ status, portion, itemId }) => [status, portion, itemId])).toEqual(
      Array(2).fill(['CONFIRMED', 'WHOLE', null]),
    );
    expect(await onLedger(lines[0]!.operationId)).toMatchObject({ basis: LedgerBasis.Stock });
    const visit = await bench.get(DispensingReader).dispensing(pharmacy, id);
    expect(visit).toMatchObject({ basis: 'WARD', prescriptionId: null });
    expect(visit!.collector!.includes('porter')).toBe(false);
    const words = bench.get(SupplyWords);
    expect(await words.open(visit!, 'collector')).toBe('Ward 4, porter');
    expect(await words.open(visit!, 'note')).toBeNull();
    await expect(words.open({ ...visit!, note: visit!.collector }, 'note')).rejects.toThrow();
  });

  it('names no item of a prescription', async () => {
    const prescription = await aPrescription(bench, bench.prescriber);
    const [item] = await prescription.items();
    const id = await bench
      .dispense({
        basis: 'WARD',
        prescriptionId: prescription.id,
        contentKey: prescription.contentKey,
        lines: [{ scan: bench.nextCode(), itemId: item!.id }],
      })
      .catch((error: { code: string }) => error.code);
    expect(id).toBe('ITEM_MISSING');
  });
});

describe('supply for compounding', () => {
  it('takes a part of a pack, which stays opened for the next preparation', async () => {
    const scan = bench.nextCode();
    const id = await bench.dispense({ basis: 'COMPOUNDING', lines: [{ scan, quantity: 6 }] });
    const rest = await bench.dispense({ basis: 'COMPOUNDING', lines: [{ scan }] });
    await bench.settleAll();
    const [first] = await bench.linesOf(id);
    const [last] = await bench.linesOf(rest);
    expect([first, last].map((line) => [line?.status, line?.portion, line?.quantity])).toEqual([
      ['CONFIRMED', 'PART', 6],
      ['CONFIRMED', 'LAST', 14],
    ]);
    expect(await onLedger(last!.operationId)).toMatchObject({ basis: LedgerBasis.Compounding });
    expect(await codeOf(bench.dispense({ basis: 'COMPOUNDING', lines: [{ scan, quantity: 1 }] }))).toBe(
      'ALREADY_SUPPLIED',
    );
  });
});

describe('an item that is not dispensed', () => {
  async function asked(change: Partial<AskedNotDispensed> = {}): Promise<AskedNotDispensed> {
    const prescription = await aPrescription(bench, bench.prescriber);
    const [item] = await prescription.items();
    return {
      idempotencyKey: randomUUID(),
      prescriptionId: prescription.id,
      contentKey: prescription.contentKey,
      itemId: item!.id,
      reason: 'OUT_OF_STOCK',
      ...change,
    };
  }
  const record = (input: AskedNotDispensed, actor = pharmacy) =>
    bench.get(NotDispensedService).record(actor, input);

  it('is recorded only with the patient’s code, for an item of it, and with words for any other reason', async () => {
    const input = await asked();
    const other = await asked();
    const key = randomUUID();
    expect(await codeOf(record({ ...input, idempotencyKey: key, contentKey: other.contentKey }))).toBe(
      'PRESCRIPTION_TOKEN_WRONG',
    );
    expect(await codeOf(record({ ...input, itemId: other.itemId }))).toBe('ITEM_MISSING');
    expect(await codeOf(record({ ...input, reason: 'OTHER', note: '  ' }))).toBe('BAD_INPUT');
    const future = new Date(Date.now() + 3_600_000);
    expect(await codeOf(record({ ...input, eventTime: future }))).toBe('EVENT_TIME');
    expect(await bench.sql('SELECT id FROM not_dispensed WHERE item_id = $1', [input.itemId])).toEqual([]);
  });

  it('stays open, and is seen by the site that recorded it alone', async () => {
    const input = await asked({ reason: 'OTHER', note: ' Patient asks the prescriber first ' });
    const id = await record(input);
    expect(await record(input)).toBe(id);
    const reader = bench.get(DispensingReader);
    const kept = await reader.notDispensed(pharmacy, id);
    expect(kept).toMatchObject({ reason: 'OTHER', userId: pharmacy.userId });
    expect(kept!.note!.includes('prescriber')).toBe(false);
    expect(await bench.get(SupplyWords).openRefusalNote(kept!)).toBe('Patient asks the prescriber first');
    expect(await reader.notDispensed(bench.otherPharmacy, id)).toBeNull();
    await bench.settleAll();
    const states = await bench.sql(
      `SELECT details FROM audit_entry WHERE subject_type = 'prescription-item' AND subject_id = $1`,
      [input.itemId],
    );
    expect(states).toEqual([{ details: { reason: 'OTHER' } }]);
    const [operation] = await bench.sql<{ count: number }>(
      `SELECT count(*) FROM operation WHERE kind = 'cancel'`,
    );
    expect(Number(operation!.count)).toBe(0);
  });
});

describe('a part that went to the wrong patient', () => {
  it('moves to the right prescription, and the pack keeps what it holds', async () => {
    const index = bench.nextPack();
    const scan = bench.run.code(index);
    const wrong = await aPrescription(bench, bench.prescriber);
    const right = await aPrescription(bench, bench.prescriber);
    const [item] = await wrong.items();
    const first = await bench.dispense({
      basis: 'E_PRESCRIPTION',
      prescriptionId: wrong.id,
      contentKey: wrong.contentKey,
      lines: [{ scan, itemId: item!.id, quantity: 6 }],
      fills: [await wrong.sign(0, pharmacy, 6)],
    });
    const rest = await bench.dispense({ basis: 'COMPOUNDING', lines: [{ scan }] });
    await bench.settleAll();
    const [line] = await bench.linesOf(first);
    const corrected = await bench.get(CorrectService).correct(pharmacy, {
      idempotencyKey: randomUUID(),
      lineId: line!.id,
      reason: 'Two patients of the same name',
      basis: 'E_PRESCRIPTION',
      prescriptionId: right.id,
      contentKey: right.contentKey,
      fill: await right.sign(0, pharmacy, 6),
    });
    await bench.settleAll();
    expect((await bench.linesOf(first))[0]).toMatchObject({ status: 'UNDONE', refusal: null });
    // Nothing is left in the pack: the part that moved is the last one now.
    expect((await bench.linesOf(corrected))[0]).toMatchObject({
      status: 'CONFIRMED',
      portion: 'LAST',
      quantity: 6,
    });
    expect((await bench.linesOf(rest))[0]).toMatchObject({ status: 'CONFIRMED', quantity: 14 });
    expect((await wrong.items())[0]).toMatchObject({ remaining: 40 });
    expect((await right.items())[0]).toMatchObject({ remaining: 34, used: 6 });
    const [row] = await bench.sql<{ word: Buffer }>(
      'SELECT word FROM ledger.status_word WHERE lot_key = $1 AND word_no = 0',
      [Buffer.from(bench.run.lotKey.slice(2), 'hex')],
    );
    expect(row!.word.readUInt16BE(30 - 2 * index) & 15).toBe(UnitStatus.Emptied);
  });
});
