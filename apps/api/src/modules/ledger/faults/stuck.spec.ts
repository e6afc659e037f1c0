import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSettledOnce } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';
import type { SigningAccount } from '../chain/signers.js';
import { raisedFee } from '../sending/fee.rules.js';

let ledger: LedgerBench;
let run: BenchRun;
let operator: SigningAccount;
beforeAll(async () => {
  ledger = await openLedgerBench();
  run = await ledger.stockedRun(10);
  const [first] = ledger.pipeline.accounts;
  if (!first) throw new Error('The bench has no operator');
  operator = first;
});
afterAll(() => ledger.close());

const statuses = () =>
  ledger.sql(`SELECT kind, status FROM ledger_transaction WHERE kind IN ('dispense', 'filler') ORDER BY id`);

it('raises a fee only where it is below the price, and by as much as nodes want', () => {
  expect(raisedFee(100n, 100n)).toBeUndefined();
  expect(raisedFee(100n, 80n)).toBeUndefined();
  expect(raisedFee(0n, 8n)).toBe(10n);
  expect(raisedFee(100n, 101n)).toBe(126n);
});

it('signs a transaction anew, with the same nonce, when the chain has become dearer than its fee', async () => {
  const ids = await ledger.enqueue(supply(run, 1));
  expect(await ledger.pipeline.submitter.signPending(operator)).toBe(1);
  await ledger.rpc('anvil_setNextBlockBaseFeePerGas', '0x9184e72a000');
  await ledger.rpc('evm_mine');
  await ledger.pipeline.broadcaster.broadcast();
  expect(await ledger.pipeline.rescuer.rescue(operator, 0)).toBe(1);
  await ledger.settle();
  await expectSettledOnce(ledger, ids);
  expect(await statuses()).toEqual([
    { kind: 'dispense', status: 'REPLACED' },
    { kind: 'dispense', status: 'MINED' },
  ]);
});

it('fills a nonce that nobody has any more, so that those after it can be mined', async () => {
  // As after a restore of a database that is older than the chain's loss of the same time.
  await ledger.sql('UPDATE ledger_signer SET next_nonce = next_nonce + 2 WHERE address = $1', [
    Buffer.from(operator.address.slice(2), 'hex'),
  ]);
  const ids = await ledger.enqueue(supply(run, 2));
  await ledger.turn();
  expect(await ledger.pipeline.rescuer.rescue(operator, 60_000)).toBe(2);
  await ledger.settle();
  await expectSettledOnce(ledger, ids);
  expect((await statuses()).slice(2)).toEqual([
    { kind: 'dispense', status: 'MINED' },
    { kind: 'filler', status: 'MINED' },
    { kind: 'filler', status: 'MINED' },
  ]);
});
