import { encodeCall, KeyRight, operationIdOf, signTransaction, type Hex } from '@custodia/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../platform/ids/index.js';
import { expectAgreement } from '../../../testing/ledger-agreement.js';
import {
  byTwo,
  MAKER,
  openLedgerBench,
  PHARMACY,
  supply,
  type BenchRun,
  type LedgerBench,
} from '../../../testing/ledger-bench.js';
import type { SigningAccount } from '../chain/signers.js';

let ledger: LedgerBench;
beforeAll(async () => {
  ledger = await openLedgerBench();
});
afterAll(() => ledger.close());

/** Sends a call with a key of ours, but not through the pipeline: as another node would that has the key as well. */
async function sendElsewhere(signer: string, data: Uint8Array): Promise<void> {
  const { chainId, addresses } = ledger.pipeline.consortium;
  const { address, key } = account(signer);
  const nonce = await ledger.node.transactionCount(address);
  const to = addresses.lotLedger;
  const signed = signTransaction(key, { chainId, nonce, gasPrice: 0n, gasLimit: 2_000_000, to, data });
  await ledger.node.send(Buffer.from(signed.raw.slice(2), 'hex'));
  const isMined = async () => (await ledger.node.receipts([signed.hash]))[0]?.succeeded;
  await expect.poll(isMined).toBe(true);
}

it('does not take the event of somebody else for the result of our operation, whatever id it names', async () => {
  const { lot, runId } = await ledger.registerRun(10);
  const id = newId();
  await ledger.enqueue({ id, call: { kind: 'hold', lot }, partyId: MAKER, runId });
  const foreign = { operation: operationIdOf(id), party: MAKER, lot };
  await sendElsewhere('proposer', encodeCall('lotLedger', 'hold', foreign));
  await ledger.pipeline.indexer.round();

  expect(await ledger.operation(id)).toEqual({ status: 'PENDING', reason: null });
  expect(await ledger.sql('SELECT held FROM ledger.lot WHERE lot_key = $1', [bytes(lot)])).toEqual([
    { held: true },
  ]);
  await ledger.settle();
  expect(await ledger.operation(id)).toEqual({ status: 'REFUSED', reason: 'HoldUnchanged' });
});

it('takes for ours what our own key did, and a restored database does not remember', async () => {
  const { lot, runId } = await ledger.registerRun(10);
  const id = newId();
  await ledger.enqueue({ id, call: { kind: 'hold', lot }, partyId: MAKER, runId });
  await sendElsewhere(
    'operator',
    encodeCall('lotLedger', 'hold', { operation: operationIdOf(id), party: MAKER, lot }),
  );
  await ledger.pipeline.indexer.round();
  expect(await ledger.operation(id)).toEqual({ status: 'CONFIRMED', reason: null });

  // It is done, and is not done again; what comes next is numbered after it.
  const later = newId();
  await ledger.enqueue({ id: later, call: { kind: 'release', lot }, partyId: MAKER, runId });
  await ledger.settle();
  expect(await ledger.operation(later)).toEqual({ status: 'CONFIRMED', reason: null });
  expect(await historyOf(id)).toEqual(['LotHeld']);
  expect(
    await ledger.sql(
      `SELECT t.status FROM ledger_transaction t JOIN ledger_transaction_operation l ON l.transaction_id = t.id
       WHERE l.operation_id = ANY($1::uuid[])`,
      [[id, later]],
    ),
  ).toEqual([{ status: 'MINED' }, { status: 'MINED' }]);
  await expectAgreement(ledger);
});

it('sends an operation again, unnoticed, when another node moved the segment that its hint names', async () => {
  const proposer = account('proposer').address;
  await ledger.enqueue(...byTwo('Key', { party: PHARMACY, key: proposer, rights: KeyRight.Operate }));
  const { run, id } = await signedDispense();
  // Received with the left neighbour: the segment that started at 10 is gone when our call arrives.
  await sendElsewhere('proposer', receipt(run));
  await ledger.settle();
  expect(await ledger.operation(id)).toEqual({ status: 'CONFIRMED', reason: null });
  expect(await historyOf(id)).toEqual(['Refused', 'Dispensed']);
  await expectAgreement(ledger);
});

it('signs anew when somebody else used the key and with it the nonce', async () => {
  const { run, id } = await signedDispense();
  await sendElsewhere('operator', receipt(run));
  await ledger.settle();
  expect(await ledger.operation(id)).toEqual({ status: 'CONFIRMED', reason: null });
  const transactions = await ledger.sql(
    `SELECT t.status FROM ledger_transaction t JOIN ledger_transaction_operation l ON l.transaction_id = t.id
     WHERE l.operation_id = $1 ORDER BY t.id`,
    [id],
  );
  expect(transactions).toEqual([{ status: 'LOST' }, { status: 'MINED' }]);
  await expectAgreement(ledger);
});

/** A dispense from units that are in transit yet: signed with the hint of their segment, not sent. */
async function signedDispense(): Promise<{ run: BenchRun; id: string }> {
  const run = await ledger.registerRun(20);
  const { lot, runId } = run;
  await ledger.enqueue(
    { call: { kind: 'ship', lot, start: 0, end: 20, receiver: PHARMACY }, partyId: MAKER, runId },
    { call: { kind: 'receive', lot, start: 0, end: 10 }, partyId: PHARMACY, runId },
  );
  await ledger.settle();
  const [id = ''] = await ledger.enqueue(supply(run, 15));
  expect(await ledger.pipeline.submitter.signPending(account('operator'))).toBe(1);
  return { run, id };
}

function receipt({ lot }: BenchRun): Uint8Array {
  const item = { operation: operationIdOf(newId()), party: PHARMACY, lot, start: 10, end: 20, hint: 0 };
  return encodeCall('lotLedger', 'receiveMany', { items: [item] });
}

async function historyOf(id: string): Promise<string[]> {
  const events = await ledger.sql<{ name: string }>(
    'SELECT name FROM ledger.event WHERE operation_id = $1 ORDER BY block_number, log_index',
    [id],
  );
  return events.map(({ name }) => name);
}

function account(name: string): SigningAccount {
  const found = ledger.pipeline.accounts.find((one) => one.name === name);
  if (!found) throw new Error(`There is no signer ${name}`);
  return found;
}

function bytes(hex: Hex): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}
