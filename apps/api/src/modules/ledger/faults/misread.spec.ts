import { afterAll, beforeAll, it } from 'vitest';
import { expectAgreement, expectSettledOnce } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';

let ledger: LedgerBench;
let run: BenchRun;
beforeAll(async () => {
  ledger = await openLedgerBench();
  run = await ledger.stockedRun(10);
});
afterAll(() => ledger.close());

it('sends again what it believes in a block although the chain has not used its nonce', async () => {
  const [operator] = ledger.pipeline.accounts;
  if (!operator) throw new Error('The bench has no operator');
  const believed = await ledger.enqueue(supply(run, 1));
  await ledger.pipeline.submitter.signPending(operator);
  // As a node says that answers in the middle of a reorganisation.
  await ledger.sql(
    `UPDATE ledger_transaction SET status = 'MINED', block_number = (SELECT block_number FROM ledger.cursor)
     WHERE status = 'SIGNED'`,
  );
  await ledger.sql(
    `UPDATE operation SET status = 'CONFIRMED', block_number = (SELECT block_number FROM ledger.cursor)
     WHERE id = $1`,
    [believed[0]],
  );
  const behind = await ledger.enqueue(supply(run, 2));

  await ledger.settle();
  await expectSettledOnce(ledger, [...believed, ...behind]);
  await expectAgreement(ledger);
});
