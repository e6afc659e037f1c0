import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openCounterBench, type CounterBench } from '../../testing/counter-bench.js';
import type { BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import { aPrescription } from '../../testing/prescriptions.js';
import {
  CorrectService,
  DispensingReader,
  OwedService,
  ReportService,
  UndoService,
  type AskedDispense,
} from './index.js';

let bench: CounterBench;
let pharmacy: Actor;
let run: BuiltRun;

beforeAll(async () => {
  bench = await openCounterBench(60);
  ({ pharmacy, run } = bench);
});
afterAll(() => bench.close());

/** A prescription of 40 capsules, of which one pack of 20 is given. */
async function filled(lines = 1) {
  const prescription = await aPrescription(bench, bench.prescriber);
  const [item] = await prescription.items();
  const asked = {
    basis: 'E_PRESCRIPTION' as const,
    prescriptionId: prescription.id,
    contentKey: prescription.contentKey,
    lines: Array.from({ length: lines }, () => ({ scan: bench.nextCode(), itemId: item!.id, quantity: 20 })),
    fills: [await prescription.sign(0, pharmacy, 20 * lines)],
  };
  return { prescription, item: item!, asked };
}

describe('a prescription at the counter, on the ledger', () => {
  it('is filled by a basket on one signature, and the ledger counts it', async () => {
    const { prescription, asked } = await filled(2);
    const id = await bench.dispense(asked);
    expect((await bench.linesOf(id)).map(({ status }) => status)).toEqual(['PENDING', 'PENDING']);
    await bench.settleAll();
    expect((await bench.linesOf(id)).map(({ status, refusal }) => [status, refusal])).toEqual([
      ['CONFIRMED', null],
      ['CONFIRMED', null],
    ]);
    expect((await prescription.items())[0]).toMatchObject({ state: 'DISPENSED', remaining: 0, used: 40 });
  });

  it('refuses the same pack a second time, here and at another pharmacy', async () => {
    const scan = bench.nextCode();
    await bench.dispense({ lines: [{ scan }] });
    await bench.settleAll();
    expect(await codeOf(bench.dispense({ lines: [{ scan }] }))).toBe('ALREADY_SUPPLIED');
    expect(await codeOf(bench.dispense({ lines: [{ scan }] }, bench.otherPharmacy))).toBe('ALREADY_SUPPLIED');
  });
});

describe('an undo on the ledger', () => {
  it('puts the pack back into stock and the fill back on the item', async () => {
    const { prescription, asked } = await filled();
    const id = await bench.dispense(asked);
    await bench.settleAll();
    const [line] = await bench.linesOf(id);
    expect(
      await codeOf(
        bench.get(UndoService).undo(bench.otherPharmacy, {
          idempotencyKey: randomUUID(),
          lineIds: [line!.id],
          packLeftPharmacy: false,
        }),
      ),
    ).toBe('NOT_FOUND');
    await bench.undo([line!.id]);
    expect(await codeOf(bench.undo([line!.id]))).toBe('ALREADY_UNDONE');
    await bench.settleAll();
    expect((await bench.linesOf(id))[0]).toMatchObject({ status: 'UNDONE' });
    expect((await prescription.items())[0]).toMatchObject({ state: 'ISSUED', remaining: 40, used: 20 });
    // Back in stock: the same pack can be supplied again, on a new signature.
    const again = await bench.dispense({ ...asked, fills: [await prescription.sign(0, pharmacy, 20)] });
    await bench.settleAll();
    expect((await bench.linesOf(again))[0]).toMatchObject({ status: 'CONFIRMED' });
  });

  it('of a supply that is still on its way follows it in order', async () => {
    const id = await bench.dispense({});
    const [line] = await bench.linesOf(id);
    await bench.undo([line!.id]);
    await bench.settleAll();
    expect((await bench.linesOf(id))[0]).toMatchObject({ status: 'UNDONE', refusal: null });
  });

  it('of a pack that has left keeps it out of stock', async () => {
    const scan = bench.nextCode();
    const id = await bench.dispense({ lines: [{ scan }] });
    await bench.settleAll();
    await bench.undo([(await bench.linesOf(id))[0]!.id], {
      packLeftPharmacy: true,
      reason: 'brought back opened',
    });
    await bench.settleAll();
    expect((await bench.linesOf(id))[0]).toMatchObject({ status: 'UNDONE', packLeft: true });
    expect(await codeOf(bench.dispense({ lines: [{ scan }] }))).toBe('UNIT_LOCKED');
  });

  it('of a part gives it back to the opened pack', async () => {
    const scan = bench.nextCode();
    const id = await bench.dispense({ lines: [{ scan, quantity: 8 }] });
    await bench.settleAll();
    await bench.undo([(await bench.linesOf(id))[0]!.id]);
    await bench.settleAll();
    const rest = await bench.dispense({ lines: [{ scan }] });
    await bench.settleAll();
    expect((await bench.linesOf(rest))[0]).toMatchObject({
      status: 'CONFIRMED',
      portion: 'LAST',
      quantity: 20,
    });
  });
});

describe('a wrong patient', () => {
  it('gets the fill back while the pack stays supplied, to the right one', async () => {
    const { prescription, asked } = await filled();
    const wrong = await bench.dispense(asked);
    await bench.settleAll();
    const [line] = await bench.linesOf(wrong);
    const right = await aPrescription(bench, bench.prescriber);
    const correct = async (fill: Awaited<ReturnType<typeof right.sign>>) =>
      bench.get(CorrectService).correct(pharmacy, {
        idempotencyKey: randomUUID(),
        lineId: line!.id,
        reason: 'two patients of the same name',
        basis: 'E_PRESCRIPTION',
        prescriptionId: right.id,
        contentKey: right.contentKey,
        fill,
      });
    const stolen = { ...(await right.sign(0, bench.otherPharmacy, 20)) };
    expect(await codeOf(correct(stolen))).toBe('VOUCHER_INVALID');
    const corrected = await correct(await right.sign(0, pharmacy, 20));
    await bench.settleAll();
    expect((await bench.linesOf(wrong))[0]).toMatchObject({ status: 'UNDONE' });
    expect((await bench.linesOf(corrected))[0]).toMatchObject({ status: 'CONFIRMED', replacesId: line!.id });
    expect((await prescription.items())[0]).toMatchObject({ remaining: 40 });
    expect((await right.items())[0]).toMatchObject({ remaining: 20, used: 20 });
    expect(await codeOf(bench.dispense({ lines: asked.lines.map(({ scan }) => ({ scan })) }))).toBe(
      'ALREADY_SUPPLIED',
    );
  });
});

describe('what is owed', () => {
  it('is given later on the signature of the first visit, and never more', async () => {
    const { prescription, item, asked } = await filled();
    const fills = [await prescription.sign(0, pharmacy, 40)];
    await bench.dispense({ ...asked, fills, owe: [{ itemId: item.id, quantity: 20 }] });
    await bench.settleAll();
    const [owed] = (await bench.get(DispensingReader).owedBalances(pharmacy, undefined, { first: 1 })).nodes;
    const settle = (lines: AskedDispense['lines'], actor = pharmacy) =>
      bench.get(OwedService).settle(actor, { idempotencyKey: randomUUID(), owedId: owed!.id, lines });
    const [a, b] = [bench.nextCode(), bench.nextCode()];
    expect(await codeOf(settle([{ scan: a }], bench.otherPharmacy))).toBe('NOT_FOUND');
    expect(await codeOf(settle([{ scan: a }, { scan: b, quantity: 1 }]))).toBe('QUANTITY_EXCEEDS_PRESCRIBED');
    await settle([{ scan: a, quantity: 12 }]);
    await settle([{ scan: b, quantity: 8 }]);
    expect(await codeOf(settle([{ scan: b, quantity: 1 }]))).toBe('OWED_SETTLED');
    const visits = await bench.get(DispensingReader).settlementsOf(owed!);
    const given = await Promise.all(visits.map(({ id }) => bench.linesOf(id)));
    expect(given.map(([line]) => line?.quantity)).toEqual([12, 8]);
    await bench.settleAll();
    expect((await prescription.items())[0]).toMatchObject({ state: 'DISPENSED', remaining: 0 });
  });
});

describe('what already happened', () => {
  it('four hours ago, to a lot recalled since: is not dispensed but reported, and stands', async () => {
    const recalled = await bench.stock(4);
    const [proposal] = await bench.enqueue({
      call: { kind: 'proposeRecall', lot: recalled.lotKey, start: 0, end: 4, reason: 1 },
      partyId: bench.maker.partyId,
      signer: 'proposer',
      runId: recalled.id,
    });
    await bench.enqueue({
      call: { kind: 'approveRecall', proposal: proposal! },
      partyId: bench.maker.partyId,
      signer: 'approver',
      runId: recalled.id,
    });
    await bench.settleAll();
    const eventTime = new Date(Date.now() - 4 * 3_600_000);
    const lines = [{ scan: recalled.code(0) }];
    expect(await codeOf(bench.dispense({ lines, eventTime }))).toBe('LOT_RECALLED');
    const id = await bench.get(ReportService).report(pharmacy, {
      idempotencyKey: randomUUID(),
      reason: 'OUTAGE',
      basis: 'PAPER',
      eventTime,
      lines,
    });
    await bench.settleAll();
    expect((await bench.linesOf(id))[0]).toMatchObject({
      status: 'IRREGULAR',
      irregularReason: 'OUTAGE',
      refusal: null,
    });
    const [event] = await bench.sql<{ args: { status: number; held: boolean } }>(
      `SELECT args FROM ledger.event WHERE name = 'SupplyReported' AND lot_key = $1`,
      [Buffer.from(recalled.lotKey.slice(2), 'hex')],
    );
    expect(event?.args).toMatchObject({ held: true, status: 5 });
  });

  it('is refused only where the maker never registered the pack', async () => {
    const report = (scan: string) =>
      codeOf(
        bench.get(ReportService).report(pharmacy, {
          idempotencyKey: randomUUID(),
          reason: 'EMERGENCY',
          basis: 'EMERGENCY',
          eventTime: new Date(),
          lines: [{ scan }],
        }),
      );
    expect(await report(run.code(0).replace(run.serial(0), 'FORGED1'))).toBe('SERIAL_UNKNOWN');
    // Already supplied: also a fact.
    expect(await report(run.code(0))).toBe('done');
    await bench.settleAll();
  });

  it('and was refused after the hand-out blocks until it is reported', async () => {
    const { prescription, asked } = await filled();
    const late = new Date(Date.now() - 3_600_000);
    // Somebody cancels while the supply is on its way: the ledger refuses what this node allowed.
    const [item] = await prescription.items();
    await bench.enqueue({
      call: { kind: 'cancel', prescriber: bench.prescriber.partyId, id: item!.ledgerId },
      partyId: bench.prescriber.partyId,
      itemId: item!.itemKey,
    });
    const id = await bench.dispense({ ...asked, eventTime: late });
    await bench.settleAll();
    const [line] = await bench.linesOf(id);
    expect(line).toMatchObject({ status: 'HANDED_OUT_REFUSED', refusal: 'ItemCancelled' });
    const issues = await bench.get(DispensingReader).dispensings(pharmacy, { issues: true }, { first: 10 });
    expect(issues.nodes.map((one) => one.id)).toContain(id);
    expect(await codeOf(bench.undo([line!.id]))).toBe('NOT_UNDOABLE');
    expect(await codeOf(bench.dispense({ lines: [{ scan: asked.lines[0]!.scan }] }))).toBe(
      'ALREADY_SUPPLIED',
    );
    await bench.get(ReportService).report(pharmacy, { idempotencyKey: randomUUID(), lineIds: [line!.id] });
    await bench.settleAll();
    expect((await bench.linesOf(id))[0]).toMatchObject({
      status: 'IRREGULAR',
      irregularReason: 'REFUSED_AFTER_HAND_OUT',
      refusal: 'ItemCancelled',
    });
    const after = await bench.get(DispensingReader).dispensings(pharmacy, { issues: true }, { first: 10 });
    expect(after.nodes.map((one) => one.id)).not.toContain(id);
  });

  it('is found under the local day of its supply, page by page, and not under another', async () => {
    const reader = bench.get(DispensingReader);
    const { nodes } = await reader.dispensings(pharmacy, {}, { first: 2 });
    const [row] = await bench.sql<{ day: string }>(
      `SELECT to_char(d.event_time AT TIME ZONE s.time_zone, 'YYYY-MM-DD') AS day
       FROM dispensing d JOIN site s ON s.id = d.site_id WHERE d.id = $1`,
      [nodes[0]!.id],
    );
    const that = await reader.dispensings(pharmacy, { date: row!.day }, { first: 100 });
    expect(that.nodes.map(({ id }) => id)).toContain(nodes[0]!.id);
    expect((await reader.dispensings(pharmacy, { date: '2001-01-01' }, { first: 10 })).nodes).toEqual([]);
  });
});
