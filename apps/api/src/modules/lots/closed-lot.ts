import { DomainError } from '../../platform/errors/index.js';
import type { Tx } from '../../platform/work/index.js';
import type { Lot } from './lot.entity.js';

/** What keeps a lot from changing, orders that the ledger has yet to confirm included. */
interface Stops {
  readonly closed: boolean;
  readonly proposed: boolean;
  readonly held: boolean;
}

/** @throws DomainError LOT_CLOSED when the lot is recalled or withdrawn: its record stays as it is */
export async function refuseClosed(tx: Tx, lot: Lot): Promise<void> {
  const { closed } = await stopsOf(tx, lot);
  if (closed) throw closedError(lot);
}

/**
 * A recall or hold covers the runs that were there when it was ordered, so that no further one may slip past it. The lot
 * must be locked: who orders it locks it, too.
 * @throws DomainError LOT_CLOSED or LOT_HELD when nothing can be added to the lot
 */
export async function refuseStopped(tx: Tx, lot: Lot): Promise<void> {
  const { closed, proposed, held } = await stopsOf(tx, lot);
  if (closed) throw closedError(lot);
  if (proposed)
    throw new DomainError(
      'LOT_CLOSED',
      `A recall of lot ${lot.number} is proposed: packs that are registered now would escape it. Register them under another lot number.`,
    );
  if (held)
    throw new DomainError(
      'LOT_HELD',
      `Lot ${lot.number} is on hold: packs that are registered now would not be. Release the lot first.`,
    );
}

function closedError({ number }: Lot): DomainError {
  return new DomainError(
    'LOT_CLOSED',
    `Lot ${number} is recalled or withdrawn. Its record can no longer change: nothing is added or corrected.`,
  );
}

async function stopsOf(tx: Tx, lot: Lot): Promise<Stops> {
  const [stops] = await tx.sql<Stops>(STOPS, [lot.id]);
  return stops!;
}

// A recall of a part of a run leaves the lot open. A proposal whose approval the ledger refused has lapsed.
const STOPS = `
  WITH own AS (
    SELECT r.id, r.unit_count, l.recalled OR l.withdrawn AS closed, l.held FROM run r
    LEFT JOIN ledger.lot l ON l.lot_key = r.lot_key WHERE r.lot_id = $1 AND r.status = 'READY'
  ), proposal AS (
    SELECT (SELECT a.status FROM operation a WHERE a.run_id = p.run_id AND a.kind IN ('approveRecall', 'approveWithdrawal')
              AND a.call ->> 'proposal' = p.id::text ORDER BY a.seq DESC LIMIT 1) AS approval
    FROM operation p JOIN own ON own.id = p.run_id
    WHERE p.status <> 'REFUSED' AND (p.kind = 'proposeWithdrawal' OR p.kind = 'proposeRecall'
      AND (p.call ->> 'start')::int = 0 AND (p.call ->> 'end')::int = own.unit_count)
  )
  SELECT
    EXISTS (SELECT 1 FROM own WHERE closed)
      OR EXISTS (SELECT 1 FROM proposal WHERE approval IN ('PENDING', 'SENT', 'CONFIRMED')) AS closed,
    EXISTS (SELECT 1 FROM proposal WHERE approval IS NULL) AS proposed,
    EXISTS (SELECT 1 FROM own WHERE held)
      OR EXISTS (SELECT 1 FROM operation o JOIN own ON own.id = o.run_id
                 WHERE o.kind = 'hold' AND o.status IN ('PENDING', 'SENT')) AS held`;
