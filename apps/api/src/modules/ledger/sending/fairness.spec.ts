import { KeyRight, randomId, Role, type LedgerCall } from '@custodia/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSettledOnce } from '../../../testing/ledger-agreement.js';
import {
  byTwo,
  MAKER,
  openLedgerBench,
  PHARMACY,
  supply,
  type BenchRun,
  type LedgerBench,
} from '../../../testing/ledger-bench.js';
import type { NewOperation } from '../../../platform/work/index.js';
import type { SigningAccount } from '../chain/signers.js';

const SMALL_PHARMACY = 31;
const QUEUE = 2_000;
let ledger: LedgerBench;
let run: BenchRun;
let operator: SigningAccount;

beforeAll(async () => {
  const policy = { confirmations: 1, callsUnderWay: 3, fees: { kind: 'free' } } as const;
  ledger = await openLedgerBench({ policy });
  const [first] = ledger.pipeline.accounts;
  if (!first) throw new Error('The bench has no operator');
  operator = first;
  await ledger.enqueue(
    ...byTwo('Admission', {
      party: SMALL_PHARMACY,
      gln: '9501101530140',
      roles: Role.Pharmacy,
      hpkeKey: randomId(),
      endpoint: 'https://small.example',
      keys: [{ key: operator.address, rights: KeyRight.Operate }],
    }),
  );
  run = await ledger.stockedRun(QUEUE);
  const range = { lot: run.lot, start: 0, end: 10 };
  await ledger.enqueue(
    { call: { kind: 'ship', ...range, receiver: SMALL_PHARMACY }, partyId: PHARMACY, runId: run.runId },
    { call: { kind: 'receive', ...range }, partyId: SMALL_PHARMACY, runId: run.runId },
  );
  await ledger.settle();
});
afterAll(() => ledger.close());

const pendingOf = async (partyId: number) => {
  const [row] = await ledger.sql<{ count: number }>(
    `SELECT count(*) FROM operation WHERE party_id = $1 AND status = 'PENDING'`,
    [partyId],
  );
  return row?.count ?? 0;
};

it('puts the one supply of a small pharmacy into the next call, however many of another one wait', async () => {
  const many = await ledger.enqueue(
    ...Array.from({ length: QUEUE - 10 }, (_, unit) => supply(run, unit + 10)),
  );
  await ledger.pipeline.submitter.signPending(operator);
  const waiting = await pendingOf(PHARMACY);
  expect(waiting).toBeGreaterThan(QUEUE / 2);
  const [before] = await ledger.sql<{ id: number }>('SELECT max(id) AS id FROM ledger_transaction');

  const [one = ''] = await ledger.enqueue({ ...supply(run, 0), partyId: SMALL_PHARMACY });
  while (!['CONFIRMED', 'REFUSED'].includes((await ledger.operation(one)).status)) await ledger.turn();
  expect(await pendingOf(PHARMACY)).toBeGreaterThan(0);
  const calls = await ledger.sql(
    `SELECT t.id FROM ledger_transaction t
     WHERE t.id > $1 AND t.id <= (SELECT l.transaction_id FROM ledger_transaction_operation l WHERE l.operation_id = $2)`,
    [before?.id, one],
  );
  expect(calls).toHaveLength(1);

  await ledger.settle();
  await expectSettledOnce(ledger, [one, ...many]);
});

it('lets nobody overtake what has to come first, though it lies deep in the queue of another', async () => {
  const busy = await ledger.registerRun(1_300);
  const goods = await ledger.registerRun(10);
  const range = { lot: goods.lot, start: 0, end: 10 };
  const ids = await ledger.enqueue(
    ...Array.from({ length: 1_200 }, (_, unit): NewOperation => {
      const call: LedgerCall = { kind: 'lock', lot: busy.lot, start: unit, end: unit + 1 };
      return { call, partyId: MAKER, runId: busy.runId, idx: [unit, unit + 1] };
    }),
    {
      call: { kind: 'ship', ...range, receiver: PHARMACY },
      partyId: MAKER,
      runId: goods.runId,
      idx: [0, 10],
    },
    { call: { kind: 'receive', ...range }, partyId: PHARMACY, runId: goods.runId, idx: [0, 10] },
  );
  await ledger.settle();
  await expectSettledOnce(ledger, ids);
  // The first try of each was the last.
  expect(await ledger.sql(`SELECT 1 FROM ledger.event WHERE name = 'Refused'`)).toEqual([]);
});
