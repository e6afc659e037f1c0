import { decodeRevert, type Hex, type Receipt } from '@custodia/ledger';
import { Transaction } from 'ethers';
import type { Chain } from '../chain/chain.js';
import { PENDING_OPERATION, type PendingOperation } from '../pending-operation.js';
import { GAS_FOR_ITEMS, isExhausted } from '../sending/gas.rules.js';
import type { Sql } from '../sql.js';
import { settle } from './settle.js';
import { outcomeOfRefusal, type Outcome } from './settlement.rules.js';
import type { SilentTransaction } from './silent.js';
import { requeue, type SettledOperation } from './verdicts.js';

type RevertedOperation = PendingOperation & { readonly reverts: number; readonly stale: number };

/** Reason of an operation that runs out of gas even alone. */
const OUT_OF_GAS = 'OutOfGas';
/** Reason of an operation whose call breaks without an error that the contracts declare. */
const REVERTED = 'Reverted';

/**
 * A reverted call did nothing of what it carried. Operations of a shared call are sent again in smaller ones. A call
 * with one operation says why: that is the operation's refusal, unless it would succeed by now.
 */
export async function settleReverted(
  sql: Sql,
  chain: Chain,
  transaction: SilentTransaction,
  receipt: Receipt,
  settled: SettledOperation[],
): Promise<void> {
  const operations = await sql<RevertedOperation>(
    `SELECT ${PENDING_OPERATION}, coalesce(r.reverts, 0) AS reverts, coalesce(r.stale, 0) AS stale
     FROM ledger_transaction_operation l JOIN operation o ON o.id = l.operation_id AND o.status = 'SENT'
     LEFT JOIN ledger_retry r ON r.operation_id = o.id
     WHERE l.transaction_id = $1 AND NOT EXISTS (
       SELECT 1 FROM ledger_transaction_operation m JOIN ledger_transaction t ON t.id = m.transaction_id
       WHERE m.operation_id = o.id AND m.transaction_id <> $1 AND t.status IN ('SIGNED', 'SENT'))
     ORDER BY l.position`,
    [transaction.id],
  );
  const [operation] = operations;
  if (!operation) return;
  const outcome = operations.length === 1 ? await outcomeOfRevert(chain, transaction, operation) : undefined;
  if (!outcome) {
    await requeue(
      sql,
      operations.map(({ id }) => id),
      'reverts',
    );
    return;
  }
  const { hash: txHash } = transaction;
  const { blockNumber } = receipt;
  const finding = { operation, outcome, txHash, blockNumber, elsewhere: false, stale: operation.stale };
  await settle(sql, [finding], settled);
}

/** Nothing where the operation is worth another try. */
async function outcomeOfRevert(
  chain: Chain,
  { raw, signer }: SilentTransaction,
  { call, reverts }: RevertedOperation,
): Promise<Outcome | undefined> {
  const { to, data } = Transaction.from(`0x${raw.toString('hex')}`);
  const revertData = await chain.revertData({ from: signer, to: to as Hex, data, gas: GAS_FOR_ITEMS });
  const revert = revertData === undefined ? undefined : decodeRevert(revertData);
  if (revert?.kind === 'refusal') return outcomeOfRefusal(revertData ?? '');
  if (!isExhausted(call.kind, reverts)) return undefined;
  return { kind: 'refused', reason: revert ? REVERTED : OUT_OF_GAS };
}
