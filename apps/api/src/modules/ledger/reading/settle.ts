import { PENDING_OPERATION, unsettledAround, type PendingOperation } from '../pending-operation.js';
import type { PlacedEvent } from '../projection/placed-event.js';
import { bytea } from '../projection/rows.js';
import type { Sql } from '../sql.js';
import { conflict, touchesOf } from '../touches.rules.js';
import { outcomeOf, type Outcome } from './settlement.rules.js';
import { requeue, writeVerdicts, type SettledOperation, type Verdict } from './verdicts.js';

/** How often an operation is sent again because its picture of the ledger was overtaken. */
const MOST_STALE = 20;

interface OurOperation extends PendingOperation {
  readonly status: 'PENDING' | 'SENT';
  readonly txHash: string;
  readonly transactionId: number;
  readonly stale: number;
}

export interface Finding {
  readonly operation: PendingOperation;
  readonly outcome: Outcome;
  readonly txHash: string;
  readonly blockNumber: number;
  /** Whether a transaction that can still succeed carries the operation, too, or it waits to be sent again. */
  readonly elsewhere: boolean;
  readonly stale: number;
}

/** Settles those of our operations that the events are about, in the transaction that applies the events. */
export async function settleByEvents(
  sql: Sql,
  events: readonly PlacedEvent[],
  settled: SettledOperation[],
): Promise<void> {
  const ours = await findOurs(sql, events);
  if (ours.size === 0) return;
  const findings: Finding[] = [];
  for (const { event, operationId, txHash, blockNumber } of events) {
    const operation = ours.get(`${txHash} ${operationId}`);
    const outcome = operation && outcomeOf(operation, event);
    if (!operation || !outcome) continue;
    const { status, stale } = operation;
    findings.push({ operation, outcome, txHash, blockNumber, elsewhere: status === 'PENDING', stale });
  }
  await settle(sql, await markElsewhere(sql, findings), settled);
}

/**
 * A refusal counts only where everything that came before it on the same things is settled: otherwise the contract
 * judged a later operation without an earlier one, which is on its way again.
 */
export async function settle(
  sql: Sql,
  findings: readonly Finding[],
  settled: SettledOperation[],
): Promise<void> {
  const verdicts: Verdict[] = [];
  const again: Finding[] = [];
  const open = await openOperations(sql, findings);
  for (const finding of findings) {
    const { operation, outcome, elsewhere, stale } = finding;
    const { id } = operation;
    if (!open.has(id)) continue;
    if (outcome.kind === 'confirmed') {
      verdicts.push(verdict(finding, 'CONFIRMED', null));
      open.delete(id);
    } else if (elsewhere) {
      continue;
    } else if (outcome.kind === 'overtaken' ? stale < MOST_STALE : isPremature(operation, open)) {
      again.push(finding);
    } else {
      verdicts.push(verdict(finding, 'REFUSED', outcome.reason));
      open.delete(id);
    }
  }
  settled.push(...(await writeVerdicts(sql, verdicts)));
  await requeue(
    sql,
    again.map(({ operation }) => operation.id),
    'stale',
  );
}

function isPremature(operation: PendingOperation, open: ReadonlyMap<string, PendingOperation>): boolean {
  const touches = touchesOf(operation);
  return [...open.values()].some(
    (other) => other.id !== operation.id && other.seq < operation.seq && conflict(touches, touchesOf(other)),
  );
}

/** The operations found, and what is unsettled around those that are refused. */
async function openOperations(
  sql: Sql,
  findings: readonly Finding[],
): Promise<Map<string, PendingOperation>> {
  const refused = findings.filter(({ outcome }) => outcome.kind === 'refused');
  const around = await unsettledAround(
    sql,
    refused.map(({ operation }) => operation),
  );
  return new Map([...findings.map(({ operation }) => operation), ...around].map((one) => [one.id, one]));
}

async function findOurs(sql: Sql, events: readonly PlacedEvent[]): Promise<Map<string, OurOperation>> {
  const rows = await sql<OurOperation>(
    `SELECT ${PENDING_OPERATION}, o.status, '0x' || encode(t.hash, 'hex') AS "txHash", t.id AS "transactionId",
            coalesce(r.stale, 0) AS stale
     FROM unnest($1::bytea[], $2::uuid[]) AS e (hash, operation_id)
     JOIN ledger_transaction t ON t.hash = e.hash
     JOIN ledger_transaction_operation l ON l.transaction_id = t.id AND l.operation_id = e.operation_id
     JOIN operation o ON o.id = e.operation_id AND o.status IN ('PENDING', 'SENT')
     LEFT JOIN ledger_retry r ON r.operation_id = o.id`,
    [events.map(({ txHash }) => bytea(txHash)), events.map(({ operationId }) => operationId)],
  );
  return new Map(rows.map((row) => [`${row.txHash} ${row.id}`, row]));
}

/** Marks refused operations that another transaction under way carries as well: that one may still do it. */
async function markElsewhere(sql: Sql, findings: readonly Finding[]): Promise<Finding[]> {
  const refused = findings.filter(({ outcome }) => outcome.kind !== 'confirmed');
  if (refused.length === 0) return [...findings];
  const rows = await sql<{ id: string }>(
    `SELECT DISTINCT l.operation_id AS id
     FROM ledger_transaction_operation l JOIN ledger_transaction t ON t.id = l.transaction_id
     WHERE l.operation_id = ANY($1::uuid[]) AND t.status IN ('SIGNED', 'SENT')`,
    [refused.map(({ operation }) => operation.id)],
  );
  const elsewhere = new Set(rows.map(({ id }) => id));
  return findings.map((finding) =>
    elsewhere.has(finding.operation.id) ? { ...finding, elsewhere: true } : finding,
  );
}

function verdict(
  { operation, txHash, blockNumber }: Finding,
  status: Verdict['status'],
  reason: string | null,
): Verdict {
  const { id, partyId, call } = operation;
  return { id, partyId, kind: call.kind, status, reason, txHash, blockNumber };
}
