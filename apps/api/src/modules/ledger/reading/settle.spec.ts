import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../platform/ids/index.js';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';
import { PENDING_OPERATION, type PendingOperation } from '../pending-operation.js';
import { sqlOf, transact } from '../sql.js';
import { settle, type Finding } from './settle.js';

let ledger: LedgerBench;
beforeAll(async () => {
  ledger = await openLedgerBench();
});
afterAll(() => ledger.close());

const RUN: BenchRun = { lot: `0x${'11'.repeat(32)}`, runId: 4_711 };
const NOT_HOLDER = { kind: 'refused', reason: 'NotHolder' } as const;
const STALE = { kind: 'overtaken', reason: 'StaleHint' } as const;

/** Two operations of which the second needs the first, both sent. */
async function receiptAndSupply(): Promise<[string, string]> {
  const receipt = {
    call: { kind: 'receive', lot: RUN.lot, start: 0, end: 10 },
    partyId: 30,
    runId: RUN.runId,
  } as const;
  const ids = await ledger.enqueue({ ...receipt, id: newId() }, supply(RUN, 3));
  await ledger.sql(`UPDATE operation SET status = 'SENT' WHERE id = ANY($1)`, [ids]);
  return [ids[0] ?? '', ids[1] ?? ''];
}

async function find(id: string, outcome: Finding['outcome'], more: Partial<Finding> = {}): Promise<Finding> {
  const [operation] = await sqlOf(ledger.database)<PendingOperation>(
    `SELECT ${PENDING_OPERATION} FROM operation o WHERE o.id = $1`,
    [id],
  );
  if (!operation) throw new Error(`There is no operation ${id}`);
  return {
    operation,
    outcome,
    txHash: `0x${'ab'.repeat(32)}`,
    blockNumber: 5,
    elsewhere: false,
    stale: 0,
    ...more,
  };
}

const settleAll = (...findings: Finding[]) => transact(ledger.database, (sql) => settle(sql, findings, []));
const statusOf = async (id: string) => (await ledger.operation(id)).status;

it('does not count a refusal while an earlier operation on the same run is still to be done', async () => {
  const [receipt, supplied] = await receiptAndSupply();
  await settleAll(await find(receipt, STALE), await find(supplied, NOT_HOLDER));
  expect([await statusOf(receipt), await statusOf(supplied)]).toEqual(['PENDING', 'PENDING']);
  await ledger.sql(`UPDATE operation SET status = 'CONFIRMED'`);
});

it('lets a refusal fall on those that come after it', async () => {
  const [receipt, supplied] = await receiptAndSupply();
  await settleAll(await find(receipt, NOT_HOLDER), await find(supplied, NOT_HOLDER));
  expect([await statusOf(receipt), await statusOf(supplied)]).toEqual(['REFUSED', 'REFUSED']);
  const events = await ledger.sql(
    `SELECT type, payload->>'reason' AS reason FROM domain_event WHERE payload->>'operationId' = $1`,
    [supplied],
  );
  expect(events).toEqual([{ type: 'operation.refused', reason: 'NotHolder' }]);
});

it('does not count a refusal by a transaction when another one may still do the operation', async () => {
  const [receipt] = await receiptAndSupply();
  await settleAll(await find(receipt, NOT_HOLDER, { elsewhere: true }));
  expect(await statusOf(receipt)).toBe('SENT');
  await settleAll(await find(receipt, { kind: 'confirmed' }, { elsewhere: true }));
  expect(await statusOf(receipt)).toBe('CONFIRMED');
});

it('gives up on an operation whose picture of the ledger is overtaken again and again', async () => {
  const [receipt] = await receiptAndSupply();
  await settleAll(await find(receipt, STALE, { stale: 19 }));
  expect(await statusOf(receipt)).toBe('PENDING');
  await settleAll(await find(receipt, STALE, { stale: 20 }));
  expect(await ledger.operation(receipt)).toEqual({ status: 'REFUSED', reason: 'StaleHint' });
});
