import type { Tx } from '../../platform/work/index.js';

/** A unit, and the operation that it is reserved for. */
export interface Reservation {
  readonly runId: number;
  readonly idx: number;
  readonly operationId: string;
}

/**
 * Reserves units for one operation each: of two that want a unit at the same moment, one waits for the other and then
 * finds it taken. Always in the same order, so that two baskets never wait for each other.
 * @returns the operation ids that got their unit.
 */
export async function reserve(tx: Tx, wanted: readonly Reservation[]): Promise<Set<string>> {
  const ordered = [...wanted].sort((a, b) => a.runId - b.runId || a.idx - b.idx);
  const got = new Set<string>();
  for (const { runId, idx, operationId } of ordered) {
    const rows = await tx.sql(
      `INSERT INTO unit_reservation (run_id, idx, operation_id) VALUES ($1, $2, $3)
       ON CONFLICT (run_id, idx) DO NOTHING RETURNING idx`,
      [runId, idx, operationId],
    );
    if (rows.length > 0) got.add(operationId);
  }
  return got;
}

/** Gives reservations back, where nothing was asked of the ledger after all. */
export async function release(tx: Tx, operationIds: readonly string[]): Promise<void> {
  await tx.sql('DELETE FROM unit_reservation WHERE operation_id = ANY($1)', [operationIds]);
}
