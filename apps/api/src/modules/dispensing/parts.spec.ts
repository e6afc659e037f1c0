import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openCounterBench, type CounterBench } from '../../testing/counter-bench.js';
import { codeOf } from '../../testing/outcome.js';
import { aPrescription } from '../../testing/prescriptions.js';
import type { AskedDispense } from './index.js';

const CONTENT = 20;

let bench: CounterBench;
let pharmacy: Actor;

beforeAll(async () => {
  bench = await openCounterBench(20);
  pharmacy = bench.pharmacy;
});
afterAll(() => bench.close());

const give = (lines: AskedDispense['lines'], asked: Partial<AskedDispense> = {}, actor?: Actor) =>
  bench.dispense({ ...asked, lines }, actor);

/** A fresh bottle: its code, and what the ledger says of it. */
function bottle() {
  const index = bench.nextPack();
  const onLedger = async () => {
    const [row] = await bench.sql<{ word: Buffer }>(
      'SELECT word FROM ledger.status_word WHERE lot_key = $1 AND word_no = $2',
      [Buffer.from(bench.run.lotKey.slice(2), 'hex'), index >> 4],
    );
    return row ? row.word.readUInt16BE(30 - 2 * (index & 15)) & 15 : UnitStatus.Active;
  };
  const reserved = () =>
    bench.sql<{ operation_id: string }>('SELECT * FROM unit_reservation WHERE run_id = $1 AND idx = $2', [
      bench.run.id,
      index,
    ]);
  return { scan: bench.run.code(index), index, onLedger, reserved };
}

describe('parts of one pack before the ledger has confirmed any', () => {
  it('are given in two baskets in quick succession, and settle in their order', async () => {
    const { scan, onLedger, reserved } = bottle();
    const first = await give([{ scan, quantity: 8 }]);
    const second = await give([{ scan, quantity: 7 }]);
    const rest = await give([{ scan }]);
    const lines = await bench.linesOf(first, second, rest);
    expect(lines.map(({ portion, quantity }) => [portion, quantity])).toEqual([
      ['PART', 8],
      ['PART', 7],
      ['LAST', 5],
    ]);
    expect((await reserved()).map(({ operation_id }) => operation_id)).toEqual([lines[2]!.operationId]);
    await bench.settleAll();
    expect((await bench.linesOf(first, second, rest)).map(({ status }) => status)).toEqual(
      Array(3).fill('CONFIRMED'),
    );
    const events = await bench.sql<{ operation: string }>(
      `SELECT operation_id AS operation FROM ledger.event WHERE operation_id = ANY($1) ORDER BY block_number, log_index`,
      [lines.map(({ operationId }) => operationId)],
    );
    expect(events.map(({ operation }) => operation)).toEqual(lines.map(({ operationId }) => operationId));
    expect(await onLedger()).toBe(UnitStatus.Emptied);
    expect(await reserved()).toEqual([]);
  });

  it('are never more than the pack holds, whoever comes first', async () => {
    const { scan, onLedger } = bottle();
    const attempts = await Promise.all([15, 15, 5].map((quantity) => codeOf(give([{ scan, quantity }]))));
    // The one left over came before the pack was empty, or after.
    const [other, ...given] = attempts.toSorted();
    expect(given).toEqual(['done', 'done']);
    expect(['ALREADY_SUPPLIED', 'QUANTITY_EXCEEDS_PACK']).toContain(other);
    await bench.settleAll();
    expect(await onLedger()).toBe(UnitStatus.Emptied);
  });

  it('fill several items in one basket, each with its own signature', async () => {
    const { scan, onLedger } = bottle();
    const prescription = await aPrescription(bench, bench.prescriber, {}, { strength: undefined });
    const items = await prescription.items();
    const id = await give(
      items.map(({ id: itemId }) => ({ scan, itemId, quantity: 6 })),
      {
        basis: 'E_PRESCRIPTION',
        prescriptionId: prescription.id,
        contentKey: prescription.contentKey,
        fills: await Promise.all(items.map((_, n) => prescription.sign(n, pharmacy, 6))),
      },
    );
    await bench.settleAll();
    expect((await bench.linesOf(id)).map(({ status, portion }) => [status, portion])).toEqual(
      items.map(() => ['CONFIRMED', 'PART']),
    );
    expect(await onLedger()).toBe(UnitStatus.Opened);
    expect((await prescription.items()).map(({ used }) => used)).toEqual(items.map(() => 6));
  });

  it('name how much each time: a pack scanned twice by a slip is refused', async () => {
    const { scan, reserved } = bottle();
    expect(await codeOf(give([{ scan }, { scan }]))).toBe('PACK_TWICE');
    expect(await codeOf(give([{ scan, quantity: 5 }, { scan }]))).toBe('PACK_TWICE');
    expect(
      await codeOf(
        give([
          { scan, quantity: 15 },
          { scan, quantity: 6 },
        ]),
      ),
    ).toBe('QUANTITY_EXCEEDS_PACK');
    expect(await reserved()).toEqual([]);
    expect(
      await codeOf(
        give([
          { scan, quantity: 14 },
          { scan, quantity: 6 },
        ]),
      ),
    ).toBe('done');
    await bench.settleAll();
  });

  it('keep the pack for the one under way when the next basket is refused', async () => {
    const { scan, reserved } = bottle();
    const id = await give([{ scan, quantity: 8 }]);
    expect(await codeOf(give([{ scan, quantity: 13 }]))).toBe('QUANTITY_EXCEEDS_PACK');
    const [line] = await bench.linesOf(id);
    expect((await reserved()).map(({ operation_id }) => operation_id)).toEqual([line!.operationId]);
    await bench.settleAll();
    expect(await reserved()).toEqual([]);
  });

  it('are not given by anybody else', async () => {
    const { scan } = bottle();
    await give([{ scan, quantity: 8 }]);
    expect(await codeOf(give([{ scan, quantity: 8 }], {}, bench.otherPharmacy))).not.toBe('done');
    await bench.settleAll();
  });
});

describe('an undo of parts', () => {
  it('gives back each of one basket at once', async () => {
    const { scan, onLedger } = bottle();
    const id = await give([
      { scan, quantity: 8 },
      { scan, quantity: 12 },
    ]);
    await bench.settleAll();
    expect(await onLedger()).toBe(UnitStatus.Emptied);
    await bench.undo((await bench.linesOf(id)).map((line) => line.id));
    await bench.settleAll();
    expect((await bench.linesOf(id)).map(({ status, refusal }) => [status, refusal])).toEqual(
      Array(2).fill(['UNDONE', null]),
    );
    expect(await onLedger()).toBe(UnitStatus.Opened);
    const again = await give([{ scan }]);
    await bench.settleAll();
    expect((await bench.linesOf(again))[0]).toMatchObject({ status: 'CONFIRMED', quantity: CONTENT });
  });

  it('gives back an early one, although the pack was emptied since', async () => {
    const { scan, onLedger } = bottle();
    const early = await give([{ scan, quantity: 8 }]);
    const last = await give([{ scan }]);
    await bench.settleAll();
    expect(await onLedger()).toBe(UnitStatus.Emptied);
    await bench.undo([(await bench.linesOf(early))[0]!.id]);
    await bench.settleAll();
    expect((await bench.linesOf(early, last)).map(({ status }) => status)).toEqual(['UNDONE', 'CONFIRMED']);
    expect(await onLedger()).toBe(UnitStatus.Opened);
    expect(await codeOf(give([{ scan, quantity: 9 }]))).toBe('QUANTITY_EXCEEDS_PACK');
    await give([{ scan, quantity: 8 }]);
    await bench.settleAll();
    expect(await onLedger()).toBe(UnitStatus.Emptied);
  });
});
