import { prepared, statement } from '../../database/prepared.js';
import type { Tx } from '../../platform/work/index.js';

/** A unit, and the operation that it is reserved for. */
export interface Reservation {
  readonly runId: number;
  readonly idx: number;
  readonly operationId: string;
}

/** A reservation that a site asks for. */
export interface Wanted extends Reservation {
  readonly siteId: string;
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
  wanted: readonly Wanted[],
  after: readonly string[] = [],
): Promise<Reserved[]> {
  const ordered = [...wanted].sort((a, b) => a.runId - b.runId || a.idx - b.idx);
  const free = await insert(tx, ordered);
  const got: Reserved[] = [];
  for (const { siteId, ...reservation } of ordered) {
    const reserved = free.has(reservation.operationId)
      ? reservation
      : ((await follow(tx, siteId, reservation, after)) ??
        // What it was to follow has settled meanwhile.
        ((await insert(tx, [reservation])).size > 0 ? reservation : undefined));
    if (reserved) got.push(reserved);
  }
  return got;
}

/** @returns the operations whose units were free. */
async function insert(tx: Tx, wanted: readonly Reservation[]): Promise<Set<string>> {
  const rows = await prepared<{ id: string }>(tx.manager, RESERVE, [
    wanted.map(({ runId }) => runId),
    wanted.map(({ idx }) => idx),
    wanted.map(({ operationId }) => operationId),
  ]);
  return new Set(rows.map(({ id }) => id));
}

const RESERVE = statement({
  name: 'reserve-units',
  text: `
  INSERT INTO unit_reservation (run_id, idx, operation_id)
  SELECT run_id, idx, operation_id
  FROM ROWS FROM (unnest($1::int[]), unnest($2::int[]), unnest($3::uuid[])) WITH ORDINALITY AS w (run_id, idx, operation_id, n)
  ORDER BY run_id, idx, n
  ON CONFLICT (run_id, idx) DO NOTHING RETURNING operation_id AS id`,
});

/** Gives reservations back, where nothing was asked of the ledger after all. */
export async function release(tx: Tx, reserved: readonly Reserved[]): Promise<void> {
  if (reserved.length === 0) return;
  const own = reserved.filter(({ before }) => before === undefined);
  await tx.sql('DELETE FROM unit_reservation WHERE operation_id = ANY($1)', [
    own.map(({ operationId }) => operationId),
  ]);
  for (const { runId, idx, before } of reserved) {
    if (before !== undefined) await hand(tx, { runId, idx, operationId: before });
  }
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
