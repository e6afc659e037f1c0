import type { Tx } from '../../platform/work/index.js';

/** A unit, and the operation that it is reserved for. */
export interface Reservation {
  readonly runId: number;
  readonly idx: number;
  readonly operationId: string;
}

/** A reservation that was got; `before` is the operation that it was taken over from. */
export interface Reserved extends Reservation {
  readonly before?: string;
}

/**
 * Reserves units for one operation each: of two that want a unit at the same moment, one waits for the other and then
 * finds it taken. Always in the same order, so that two baskets never wait for each other. It may follow a part that
 * this site took out of the same opened pack and that is still on its way, or one of the operations `after`: the ledger
 * takes them in their order, and the unit stays reserved until the last of them settles.
 * @returns those that got their unit.
 */
export async function reserveInTurn(
  tx: Tx,
  siteId: string,
  wanted: readonly Reservation[],
  after: readonly string[] = [],
): Promise<Reserved[]> {
  const got: Reserved[] = [];
  for (const reservation of inOrder(wanted)) {
    const reserved =
      (await insert(tx, reservation)) ??
      (await follow(tx, siteId, reservation, after)) ??
      // What it was to follow has settled meanwhile.
      (await insert(tx, reservation));
    if (reserved) got.push(reserved);
  }
  return got;
}

/** Gives reservations back, where nothing was asked of the ledger after all. */
export async function release(tx: Tx, reserved: readonly Reserved[]): Promise<void> {
  const own = reserved.filter(({ before }) => before === undefined);
  await tx.sql('DELETE FROM unit_reservation WHERE operation_id = ANY($1)', [
    own.map(({ operationId }) => operationId),
  ]);
  for (const { runId, idx, before } of reserved) {
    if (before !== undefined) await hand(tx, { runId, idx, operationId: before });
  }
}

function inOrder(wanted: readonly Reservation[]): Reservation[] {
  return [...wanted].sort((a, b) => a.runId - b.runId || a.idx - b.idx);
}

async function insert(tx: Tx, reservation: Reservation): Promise<Reserved | undefined> {
  const { runId, idx, operationId } = reservation;
  const rows = await tx.sql(
    `INSERT INTO unit_reservation (run_id, idx, operation_id) VALUES ($1, $2, $3)
     ON CONFLICT (run_id, idx) DO NOTHING RETURNING idx`,
    [runId, idx, operationId],
  );
  return rows.length > 0 ? reservation : undefined;
}

async function follow(
  tx: Tx,
  siteId: string,
  reservation: Reservation,
  after: readonly string[],
): Promise<Reserved | undefined> {
  const { runId, idx } = reservation;
  // Locked first: who has it now is known only when the other basket has committed.
  const [held] = await tx.sql<{ before: string }>(
    'SELECT operation_id AS before FROM unit_reservation WHERE run_id = $1 AND idx = $2 FOR UPDATE',
    [runId, idx],
  );
  if (!held) return undefined;
  if (!after.includes(held.before) && !(await isPartOnItsWay(tx, siteId, held.before))) return undefined;
  await hand(tx, reservation);
  return { ...reservation, before: held.before };
}

async function isPartOnItsWay(tx: Tx, siteId: string, operationId: string): Promise<boolean> {
  const part = await tx.sql(
    `SELECT 1 FROM dispense_line x JOIN dispensing d ON d.id = x.dispensing_id
     WHERE x.operation_id = $1 AND x.portion = 'PART' AND x.status = 'PENDING' AND d.site_id = $2`,
    [operationId, siteId],
  );
  return part.length > 0;
}

async function hand(tx: Tx, { runId, idx, operationId }: Reservation): Promise<void> {
  await tx.sql('UPDATE unit_reservation SET operation_id = $3 WHERE run_id = $1 AND idx = $2', [
    runId,
    idx,
    operationId,
  ]);
}
