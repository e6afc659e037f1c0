import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseOptions } from '../../../database/data-source.js';
import { expectAgreement } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';

let ledger: LedgerBench;
let run: BenchRun;
let indexer: DataSource;
beforeAll(async () => {
  ledger = await openLedgerBench();
  run = await ledger.stockedRun(10);
  indexer = await new DataSource(databaseOptions(ledger.databaseUrl)).initialize();
});
afterAll(async () => {
  await indexer.destroy();
  await ledger.close();
});

const waiting = () =>
  ledger.sql(
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE operation%'`,
  );

it('does not sign again what a block settled while it was being signed', async () => {
  const [operator] = ledger.pipeline.accounts;
  if (!operator) throw new Error('The bench has no operator');
  const [id] = await ledger.enqueue(supply(run, 1));
  await ledger.settle();
  const before = await ledger.sql('SELECT id FROM ledger_transaction');
  // It was given up as lost, and is back in the queue, when its block is read after all.
  await ledger.sql(`UPDATE operation SET status = 'PENDING' WHERE id = $1`, [id]);
  const block = indexer.createQueryRunner();
  await block.startTransaction();
  await block.query(`UPDATE operation SET status = 'CONFIRMED' WHERE id = $1`, [id]);
  const signing = ledger.pipeline.submitter.signPending(operator);
  await expect.poll(waiting).toHaveLength(1);
  await block.commitTransaction();
  await block.release();

  expect(await signing).toBe(0);
  expect(await ledger.operation(id!)).toMatchObject({ status: 'CONFIRMED' });
  expect(await ledger.sql('SELECT id FROM ledger_transaction')).toEqual(before);
  const [next] = await ledger.enqueue(supply(run, 2));
  await ledger.settle();
  expect(await ledger.operation(next!)).toMatchObject({ status: 'CONFIRMED' });
  await expectAgreement(ledger);
});
