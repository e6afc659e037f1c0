import type { LedgerCall } from '@custodia/ledger';
import { PENDING_OPERATION, type PendingOperation } from '../pending-operation.js';
import { loadSegments } from '../projection/lot.store.js';
import type { Sql } from '../sql.js';
import type { ReadyOperation } from './encode-batch.js';
import { cutsSegments, SegmentOutlook, unitsOf } from './segment-outlook.js';
import { findUndoFacts, type PendingUndo } from './undo-facts.js';

/** Adds to operations, given in the order in which they are sent, what the ledger will look like when they run. */
export async function addHints(
  sql: Sql,
  operations: readonly PendingOperation[],
): Promise<Map<string, ReadyOperation>> {
  const underWay = await cutsUnderWay(sql, operations);
  const outlook = new SegmentOutlook();
  await loadAround(sql, outlook, [...underWay, ...operations]);
  for (const operation of underWay) outlook.expect(operation);

  const undos = await findUndoFacts(sql, operations.filter(isUndo));
  const ready = new Map<string, ReadyOperation>();
  for (const operation of operations) {
    const { id, call, partyId } = operation;
    const undo = call.kind === 'undoDispense' ? undos.get(call.undoes) : undefined;
    ready.set(id, { id, call, partyId, hint: outlook.hintFor(operation), undo });
    outlook.expect(operation);
  }
  return ready;
}

/** Operations on the same runs that are sent, not settled, and cut segments; in the order in which they run. */
function cutsUnderWay(sql: Sql, operations: readonly PendingOperation[]): Promise<PendingOperation[]> {
  const runs = [...new Set(operations.flatMap(({ runId }) => runId ?? []))];
  if (runs.length === 0) return Promise.resolve([]);
  return sql<PendingOperation>(
    `SELECT ${PENDING_OPERATION} FROM operation o
     WHERE o.status = 'SENT' AND o.run_id = ANY($1::int[]) AND o.kind = ANY($2::text[]) ORDER BY o.seq`,
    [runs, cutsSegments],
  );
}

async function loadAround(
  sql: Sql,
  outlook: SegmentOutlook,
  operations: readonly { readonly call: LedgerCall }[],
): Promise<void> {
  const ranges = { lots: [] as string[], starts: [] as number[], ends: [] as number[] };
  const seen = new Set<string>();
  for (const { call } of operations) {
    const units = unitsOf(call);
    const name = units && `${units.lot} ${units.start} ${units.end}`;
    if (!name || seen.has(name)) continue;
    seen.add(name);
    outlook.lot(units.lot);
    ranges.lots.push(units.lot);
    // One unit more to the left: received units may join what lies there.
    ranges.starts.push(Math.max(0, units.start - 1));
    ranges.ends.push(units.end);
  }
  await loadSegments(sql, outlook.lots, ranges);
}

function isUndo<O extends PendingOperation>(operation: O): operation is O & PendingUndo {
  return operation.call.kind === 'undoDispense';
}
