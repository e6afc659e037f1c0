import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSettledOnce } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';
import { openPipeline, type Pipeline } from '../pipeline.js';
import { Signers } from '../chain/signers.js';

let ledger: LedgerBench;
let run: BenchRun;
let deep: Pipeline;
beforeAll(async () => {
  ledger = await openLedgerBench();
  run = await ledger.stockedRun(10);
  const [operator] = ledger.pipeline.accounts;
  deep = await openPipeline(ledger.database, ledger.node, new Signers({ operator: operator?.key }), {
    confirmations: 3,
    callsUnderWay: 16,
    fees: { kind: 'free' },
  });
});
afterAll(() => ledger.close());

const mine = () => ledger.rpc('evm_mine');
const statusOf = async (id = '') => (await ledger.operation(id)).status;

it('believes a block when as many lie on it as the operator asks for', async () => {
  const ids = await ledger.enqueue(supply(run, 1));
  const [operator] = deep.accounts;
  if (!operator) throw new Error('There is no operator');
  expect(await deep.submitter.signPending(operator)).toBe(1);
  await deep.broadcaster.broadcast();
  await expect.poll(() => ledger.rpc<{ pending: string }>('txpool_status')).toMatchObject({ pending: '0x0' });

  for (const status of ['SENT', 'SENT', 'CONFIRMED']) {
    await deep.indexer.round();
    expect(await statusOf(ids[0])).toBe(status);
    await mine();
  }
  await expectSettledOnce(ledger, ids);
});
