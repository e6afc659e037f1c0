import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';
import { expectAgreement, expectSettledOnce, projectionRows } from '../../../testing/ledger-agreement.js';

let ledger: LedgerBench;
let run: BenchRun;
beforeAll(async () => {
  ledger = await openLedgerBench();
  run = await ledger.stockedRun(200);
});
afterAll(() => ledger.close());

/** Dispenses units one block each. */
async function dispenseInBlocks(...indices: number[]): Promise<string[]> {
  const ids: string[] = [];
  for (const index of indices) {
    ids.push(...(await ledger.enqueue(supply(run, index))));
    await ledger.settle();
  }
  return ids;
}

it('sends again what a reorganisation of three blocks dropped, and opens its operations until then', async () => {
  const ids = await dispenseInBlocks(1, 2, 3, 4);
  const before = await projectionRows(ledger);
  await ledger.rpc('anvil_reorg', 3, []);

  expect(await ledger.pipeline.indexer.round()).toBe('rolled-back');
  expect(await ledger.operation(ids[0] ?? '')).toMatchObject({ status: 'CONFIRMED' });
  for (const id of ids.slice(1)) expect(await ledger.operation(id)).toMatchObject({ status: 'SENT' });
  const reserved = await ledger.sql(
    'SELECT idx FROM unit_reservation WHERE operation_id = ANY($1) ORDER BY idx',
    [ids],
  );
  expect(reserved).toEqual([{ idx: 2 }, { idx: 3 }, { idx: 4 }]);

  await ledger.settle();
  await expectSettledOnce(ledger, ids);
  expect(await ledger.sql('SELECT 1 FROM unit_reservation')).toEqual([]);
  const after = await projectionRows(ledger);
  expect(after['status_word']).toEqual(before['status_word']);
  expect(after['segment']).toEqual(before['segment']);
  await expectAgreement(ledger);
});

it('takes back what a foreign node did on a branch that is gone', async () => {
  const [id = ''] = await dispenseInBlocks(10);
  const before = await projectionRows(ledger);
  await ledger.rpc('anvil_reorg', 1, []);
  // The dropped transaction never comes back: its sender is another node.
  await ledger.sql(
    `UPDATE ledger_transaction SET status = 'REPLACED', block_number = NULL WHERE id IN
    (SELECT transaction_id FROM ledger_transaction_operation WHERE operation_id = $1)`,
    [id],
  );
  expect(await ledger.pipeline.indexer.round()).toBe('rolled-back');
  const after = await projectionRows(ledger);
  expect(after['status_word']).not.toEqual(before['status_word']);
  expect(await ledger.sql('SELECT 1 FROM ledger.event WHERE operation_id = $1', [id])).toEqual([]);
});
