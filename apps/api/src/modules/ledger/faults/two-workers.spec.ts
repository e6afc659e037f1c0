import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseOptions } from '../../../database/data-source.js';
import { expectAgreement, expectSettledOnce } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type LedgerBench } from '../../../testing/ledger-bench.js';
import { Signers } from '../chain/signers.js';
import { openPipeline, type Pipeline } from '../pipeline.js';
import { ChainMoved } from '../reading/span-reader.js';

let ledger: LedgerBench;
let otherDatabase: DataSource;
let other: Pipeline;
beforeAll(async () => {
  ledger = await openLedgerBench();
  otherDatabase = await new DataSource(databaseOptions(ledger.databaseUrl)).initialize();
  const keys = Object.fromEntries(ledger.pipeline.accounts.map(({ name, key }) => [name, key]));
  other = await openPipeline(otherDatabase, ledger.node, new Signers(keys));
});
afterAll(async () => {
  await otherDatabase.destroy();
  await ledger.close();
});

/** Works as a worker does, all its jobs at the same time, until told to stop. */
async function work(
  { accounts, submitter, broadcaster, indexer }: Pipeline,
  stop: AbortSignal,
): Promise<void> {
  const repeat = async (step: () => Promise<unknown>) => {
    while (!stop.aborted) {
      await step().catch((error: unknown) => {
        if (!(error instanceof ChainMoved)) throw error;
      });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  await Promise.all([
    ...accounts.map((account) => repeat(() => submitter.signPending(account))),
    repeat(() => broadcaster.broadcast()),
    repeat(() => indexer.round()),
  ]);
}

it('two workers with one key number every transaction once and settle every operation once', async () => {
  const run = await ledger.stockedRun(600);
  const stop = new AbortController();
  const workers = Promise.all([ledger.pipeline, other].map((pipeline) => work(pipeline, stop.signal)));
  const ids: string[] = [];
  for (let start = 0; start < 600; start += 50) {
    const batch = Array.from({ length: 50 }, (_, index) => supply(run, start + index));
    ids.push(...(await ledger.enqueue(...batch)));
  }
  const unsettled = () =>
    ledger.sql<{ count: number }>(
      `SELECT count(*) AS count FROM operation WHERE status IN ('PENDING', 'SENT')`,
    );
  await expect.poll(unsettled, { timeout: 100_000 }).toEqual([{ count: 0 }]);
  stop.abort();
  await workers;

  await expectSettledOnce(ledger, ids);
  const nonces = await ledger.sql<{ count: number; distinct: number; highest: number }>(
    `SELECT count(*) AS count, count(DISTINCT nonce) AS distinct, max(nonce) AS highest
     FROM ledger_transaction WHERE signer = (SELECT signer FROM ledger_transaction WHERE kind = 'dispense' LIMIT 1)`,
  );
  const [{ count, distinct, highest } = { count: 0, distinct: 0, highest: 0 }] = nonces;
  expect(distinct).toBe(count);
  expect(highest).toBe(count - 1);
  await expectAgreement(ledger);
});
