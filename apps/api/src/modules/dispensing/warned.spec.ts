import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aRun, confirmRun, type BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import { aLedgerContract } from '../../testing/prescriptions.js';
import { InteractionsReader, WarningTally } from '../warnings/index.js';
import { DispenseService, DispensingModule, type AskedDispense } from './index.js';
import { WarnedStore, type AskedWarning } from './warned.store.js';

let bench: Bench;
let pharmacy: Actor;
let other: Actor;
let run: BuiltRun;
let next = 0;

beforeAll(async () => {
  bench = await openBench({ imports: [DispensingModule] });
  await aLedgerContract(bench);
  const maker = await anActor(bench, { roles: ['MANUFACTURER'], market: 'US' });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  other = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  run = await aRun(bench, maker, { units: 40 });
  await confirmRun(bench, run, [{ start: 0, end: 40, holder: pharmacy.partyId }]);
});
afterAll(() => bench.close());

const WARNING: AskedWarning = {
  kind: 'INTERACTION',
  given: 'Zocor',
  besides: 'Clarithromycinum',
  about: 'statins-cyp3a4',
  reason: 'AGREED',
  words: ' Rang the clinic. ',
};

function onPaper(warnings: readonly AskedWarning[], change: Partial<AskedDispense> = {}): AskedDispense {
  return {
    idempotencyKey: randomUUID(),
    basis: 'PAPER',
    paperReference: 'Rx 17',
    fills: [],
    owe: [],
    lines: [{ scan: run.code(next++) }],
    warnings,
    ...change,
  };
}
const dispense = (asked: AskedDispense) => bench.get(DispenseService).dispense(pharmacy, asked);
const open = (actor: Actor, id: string) => bench.get(WarnedStore).open(actor, id);
const tallied = async (siteId: string) => {
  const rates = await bench.get(WarningTally).rates(1);
  return rates.map(({ kind, sites }) => {
    const { heeded = 0, overridden = 0, unhelpful = 0 } = sites.find((site) => site.siteId === siteId) ?? {};
    return [kind, heeded, overridden, unhelpful];
  });
};

describe('a basket that is dispensed against a warning', () => {
  it('keeps why, for the pharmacy alone, and each look is in the audit trail', async () => {
    const id = await dispense(onPaper([WARNING]));
    expect(await bench.get(WarnedStore).has(id)).toBe(true);
    const { words: _, ...rest } = WARNING;
    expect(await open(pharmacy, id)).toEqual([{ ...rest, words: 'Rang the clinic.' }]);
    expect(await codeOf(open(other, id))).toBe('NOT_FOUND');
    expect(await codeOf(open(pharmacy, 'no id'))).toBe('NOT_FOUND');
    const looks = await bench.sql(
      `SELECT 1 FROM audit_entry WHERE action = 'dispensing.open-warnings' AND subject_id = $1`,
      [id],
    );
    expect(looks).toHaveLength(1);
    const unwarned = await dispense(onPaper([]));
    expect(await bench.get(WarnedStore).has(unwarned)).toBe(false);
    expect(await codeOf(open(pharmacy, unwarned))).toBe('NOT_FOUND');
  });

  it('leaves nothing of it in the clear, in no table, not for the ledger', async () => {
    await dispense(onPaper([WARNING]));
    const tables = await bench.sql<{ name: string }>(
      `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'ledger') AND table_type = 'BASE TABLE'`,
    );
    expect(tables.map(({ name }) => name)).toContain('public.operation');
    for (const { name } of tables) {
      const rows = await bench.sql<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
      const told = rows.filter(({ row }) =>
        /Clarithromycinum|statins-cyp3a4|Rang the clinic|AGREED/.test(row),
      );
      expect([name, told]).toEqual([name, []]);
    }
  });

  it('is repeated under its key without being kept or counted twice', async () => {
    const asked = onPaper([WARNING]);
    const before = await tallied(pharmacy.siteId);
    const id = await dispense(asked);
    expect(await dispense(asked)).toBe(id);
    const after = await tallied(pharmacy.siteId);
    expect(after[1]![2]).toBe(Number(before[1]![2]) + 1);
  });

  it('is counted by site and kind, several at once too; one that is refused is not', async () => {
    const before = await tallied(pharmacy.siteId);
    await Promise.all([
      dispense(onPaper([WARNING, { ...WARNING, kind: 'DUPLICATE', unhelpful: true }])),
      dispense(onPaper([{ ...WARNING, kind: 'DUPLICATE' }])),
      codeOf(dispense(onPaper([WARNING], { lines: [{ scan: 'no code' }] }))),
    ]);
    const after = await tallied(pharmacy.siteId);
    const grown = after.map((row, n) =>
      row.slice(1).map((count, at) => Number(count) - Number(before[n]![at + 1])),
    );
    expect(grown).toEqual([
      [0, 2, 1],
      [0, 1, 0],
      [0, 0, 0],
    ]);
    expect(await tallied(other.siteId)).toEqual([
      ['DUPLICATE', 0, 0, 0],
      ['INTERACTION', 0, 0, 0],
      ['TEST', 0, 0, 0],
    ]);
  });

  it('is refused whole where a warning says nothing', async () => {
    expect(await codeOf(dispense(onPaper([{ ...WARNING, besides: ' ' }])))).toBe('BAD_INPUT');
  });
});

describe('warnings that are answered without a supply', () => {
  it('are counted once for their key', async () => {
    const tally = bench.get(WarningTally);
    const asked = {
      idempotencyKey: randomUUID(),
      answers: [
        { kind: 'DUPLICATE', heeded: true, unhelpful: false },
        { kind: 'DUPLICATE', heeded: false, unhelpful: true },
      ],
    } as const;
    expect(await tally.countOnce(other, asked)).toBe(2);
    expect(await tally.countOnce(other, asked)).toBe(2);
    expect((await tallied(other.siteId))[0]).toEqual(['DUPLICATE', 1, 1, 1]);
    for (const answers of [[], Array.from({ length: 101 }, () => asked.answers[0])])
      expect(await codeOf(tally.countOnce(other, { idempotencyKey: randomUUID(), answers }))).toBe(
        'BAD_INPUT',
      );
    for (const days of [0, -1, 4_000])
      await expect(tally.rates(days)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

it('interactions are those of the demonstration where none are set', () => {
  expect(bench.get(InteractionsReader).list).toMatchObject({ demonstration: true, version: '2012' });
});
