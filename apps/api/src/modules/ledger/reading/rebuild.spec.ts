import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAgreement, expectSettledOnce, projectionRows } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';
import { rebuild, type RebuildProgress } from './rebuild.js';

let ledger: LedgerBench;
let run: BenchRun;
beforeAll(async () => {
  ledger = await openLedgerBench();
  run = await ledger.stockedRun(400);
  for (let block = 0; block < 5; block++) {
    await ledger.enqueue(supply(run, block), supply(run, block + 10));
    await ledger.settle();
  }
});
afterAll(() => ledger.close());

const again = (onProgress?: (progress: RebuildProgress) => void) =>
  rebuild(ledger.database, ledger.node, ledger.pipeline.consortium, onProgress);
const catalogue = () =>
  ledger.sql(
    `SELECT c.relname, c.relkind, c.reloptions, pg_get_indexdef(c.oid) FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'ledger' ORDER BY c.relname`,
  );

it('gives the same rows, table by table, in tables of the same make', async () => {
  await ledger.sql('ALTER TABLE ledger.event SET (autovacuum_vacuum_scale_factor = 0.01)');
  const [rows, made] = [await projectionRows(ledger), await catalogue()];
  const { tables } = await again();
  expect(tables.length).toBeGreaterThan(5);
  for (const { rows: count, checksum, rowsBefore, checksumBefore } of tables) {
    expect([count, checksum]).toEqual([rowsBefore, checksumBefore]);
  }
  expect(await projectionRows(ledger)).toEqual(rows);
  expect(await catalogue()).toEqual(made);
});

it('puts rows right that are wrong, and says in which table', async () => {
  const rows = await projectionRows(ledger);
  await ledger.sql('UPDATE ledger.segment SET holder = 99');
  await ledger.sql('DELETE FROM ledger.status_word');
  const { tables } = await again();
  const wrong = tables.filter(({ checksum, checksumBefore }) => checksum !== checksumBefore);
  expect(wrong.map(({ table }) => table)).toEqual(['segment', 'status_word']);
  expect(await projectionRows(ledger)).toEqual(rows);
});

it('lets reading and writing go on', async () => {
  const ids = await ledger.enqueue(...Array.from({ length: 100 }, (_, unit) => supply(run, unit + 100)));
  let done = false;
  let reads = 0;
  const reading = (async () => {
    while (!done) {
      const [lots] = await ledger.sql<{ count: number }>('SELECT count(*) FROM ledger.lot');
      expect(lots?.count).toBe(1);
      reads++;
    }
  })();
  const working = (async () => {
    while (!done) await ledger.turn();
  })();
  try {
    for (let times = 0; times < 3; times++) await again();
  } finally {
    done = true;
    await Promise.all([reading, working]);
  }
  expect(reads).toBeGreaterThan(3);
  await ledger.settle();
  await expectSettledOnce(ledger, ids);
  await expectAgreement(ledger);
});

it('goes on where it was ended', async () => {
  await ledger.sql('UPDATE ledger.cursor SET block_number = block_number'); // nothing new: the goal stays
  const seen: number[] = [];
  await expect(
    again(({ block }) => {
      seen.push(block);
      throw new Error('ended half-way');
    }),
  ).rejects.toThrow('ended half-way');
  const { events } = await again(({ block }) => expect(block).toBeGreaterThanOrEqual(seen[0] ?? 0));
  expect(events).toBe(0);
  await expectAgreement(ledger);
});

it('leaves to the indexer what it has not seen yet', async () => {
  const ids = await ledger.enqueue(supply(run, 300));
  for (const account of ledger.pipeline.accounts) await ledger.pipeline.submitter.signPending(account);
  await ledger.pipeline.broadcaster.broadcast();
  await expect.poll(() => ledger.rpc<{ pending: string }>('txpool_status')).toMatchObject({ pending: '0x0' });
  await again();
  await ledger.settle();
  await expectSettledOnce(ledger, ids);
});
