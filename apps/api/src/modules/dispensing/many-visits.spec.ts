import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aRun, confirmRun } from '../../testing/goods.js';
import { aLedgerContract } from '../../testing/prescriptions.js';
import { ContainersStore, PackingService } from '../custody/index.js';
import { DispenseService, DispensingModule, type AskedDispense } from './index.js';

let bench: Bench;
let service: DispenseService;
let maker: Actor;
let pharmacy: Actor;
let other: Actor;

beforeAll(async () => {
  bench = await openBench({ imports: [DispensingModule] });
  service = bench.get(DispenseService);
  await aLedgerContract(bench);
  maker = await anActor(bench, { roles: ['MANUFACTURER'], market: 'US' });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  other = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
});
afterAll(() => bench.close());

const onPaper = (change: Partial<AskedDispense>): AskedDispense => ({
  idempotencyKey: randomUUID(),
  basis: 'PAPER',
  paperReference: 'Rx 17',
  fills: [],
  owe: [],
  lines: [],
  ...change,
});
const dispense = (change: Partial<AskedDispense>, actor = pharmacy) =>
  service.dispense(actor, onPaper(change)).then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
const fresh = async () => {
  const built = await aRun(bench, maker, { units: 20 });
  await confirmRun(bench, built, [{ start: 0, end: 20, holder: pharmacy.partyId }]);
  return built;
};

describe('many visits at the same moment', () => {
  it('share their statements, and each gets the answer that it would get alone', async () => {
    const built = await fresh();
    const pack = (index: number) => ({ lines: [{ scan: built.code(index) }] });
    const key = randomUUID();
    const statements = countStatements();
    const answers = await Promise.all([
      ...[0, 1, 2, 3, 4, 5, 6, 7].map((index) => dispense(pack(index))),
      dispense({ lines: [{ scan: 'no code' }] }),
      dispense({ lines: [] }),
      dispense({ ...pack(8), basis: 'E_PRESCRIPTION' }),
      dispense({ lines: [9, 10, 9].map((index) => ({ scan: built.code(index) })) }),
      dispense({ lines: [{ scan: built.code(13) }] }, other),
      ...[1, 2].map(() => service.dispense(pharmacy, onPaper({ ...pack(11), idempotencyKey: key }))),
      service.dispense(pharmacy, onPaper({ ...pack(12), idempotencyKey: 'short' })).catch(() => 'refused'),
    ]);
    const used = statements.stop();
    const [first, again] = answers.slice(-3);
    expect(answers.slice(0, 13)).toEqual([
      ...Array<string>(8).fill('done'),
      'SCAN_UNREADABLE',
      'BAD_INPUT',
      'PRESCRIPTION_TOKEN_WRONG',
      'PACK_TWICE',
      'NOT_HOLDER',
    ]);
    expect(again).toBe(first);
    expect(answers.at(-1)).toBe('refused');
    const [supplied] = await bench.sql<{ n: number }>(
      'SELECT count(*) AS n FROM dispense_line WHERE run_id = $1',
      [built.id],
    );
    expect(supplied!.n).toBe(9);
    const [reserved] = await bench.sql<{ n: number }>(
      'SELECT count(*) AS n FROM unit_reservation WHERE run_id = $1',
      [built.id],
    );
    expect(reserved!.n).toBe(9);
    // Two transactions: the second holds the repetition, which waited for its first.
    expect(used).toBeLessThan(40);
  });

  it('leave in the carton what they did not take out of it', async () => {
    const built = await fresh();
    const ranges = [{ runId: built.id, from: 0, to: 20 }];
    const sscc = await bench
      .get(PackingService)
      .pack(pharmacy, { idempotencyKey: randomUUID(), kind: 'CARTON', ranges });
    const taken = [3, 4, 9, 19];
    const answers = await Promise.all(
      taken.map((index) => dispense({ lines: [{ scan: built.code(index) }] })),
    );
    expect(answers).toEqual(taken.map(() => 'done'));
    const left = await bench.get(ContainersStore).contents(bench.database.manager, sscc);
    expect(left.map(({ start, end }) => [start, end])).toEqual([
      [0, 3],
      [5, 9],
      [10, 19],
    ]);
  });

  it('do not fail for one that cannot be stored', async () => {
    const built = await fresh();
    await bench.sql(
      `ALTER TABLE dispense_line ADD CONSTRAINT not_this_one CHECK (serial <> '${built.serial(1)}')`,
    );
    const answers = await Promise.all(
      [0, 1, 2].map((index) => dispense({ lines: [{ scan: built.code(index) }] })),
    );
    await bench.sql('ALTER TABLE dispense_line DROP CONSTRAINT not_this_one');
    expect([answers[0], answers[2]]).toEqual(['done', 'done']);
    expect(answers[1]).not.toBe('done');
  });
});

/** Counts what is sent to PostgreSQL from now on, over every connection of the pool. */
function countStatements(): { stop(): number } {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  return {
    stop: () => {
      const { length } = query.mock.calls;
      query.mockRestore();
      return length;
    },
  };
}
