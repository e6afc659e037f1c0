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

// A recall of some of the packs leaves the lot open. A proposal that was taken back, or whose approval the ledger
// refused, has lapsed.
const STOPS = `
  SELECT coalesce(bool_and(recalled), false) OR coalesce(bool_or(withdrawn), false) AS closed,
         coalesce(bool_and(recalled OR proposed), false) OR coalesce(bool_or(ending), false) AS proposed,
         coalesce(bool_or(held), false) AS held
  FROM (
    SELECT coalesce(l.recalled, false) OR coalesce(whole.approved, false) AS recalled,
           coalesce(whole.open, false) AS proposed,
           coalesce(l.withdrawn, false) OR coalesce(ended.approved, false) AS withdrawn,
           coalesce(ended.open, false) AS ending,
           coalesce(l.held, false) OR EXISTS (
             SELECT 1 FROM operation o WHERE o.run_id = r.id AND o.kind = 'hold' AND o.status IN ('PENDING', 'SENT')
           ) AS held
    FROM run r
    LEFT JOIN ledger.lot l ON l.lot_key = r.lot_key
    LEFT JOIN LATERAL (${proposalsOf(`p.kind = 'proposeRecall'
      AND (p.call ->> 'start')::int = 0 AND (p.call ->> 'end')::int = r.unit_count`)}) whole ON true
    LEFT JOIN LATERAL (${proposalsOf(`p.kind = 'proposeWithdrawal'`)}) ended ON true
    WHERE r.lot_id = $1 AND r.status = 'READY') runs`;

/** Of the proposals of such a kind for the run `r`: whether one is approved, and whether one waits for that. */
function proposalsOf(such: string): string {
  return `
    SELECT bool_or(a.status <> 'REFUSED') AS approved, bool_or(a.status IS NULL) AS open
    FROM operation p
    LEFT JOIN LATERAL (
      SELECT status FROM operation a WHERE a.run_id = p.run_id AND a.kind IN ('approveRecall', 'approveWithdrawal')
        AND a.call ->> 'proposal' = p.id::text ORDER BY a.seq DESC LIMIT 1) a ON true
    WHERE p.run_id = r.id AND p.status <> 'REFUSED' AND ${such} AND NOT EXISTS (
      SELECT 1 FROM operation b WHERE b.run_id = p.run_id AND b.kind = 'retractProposal' AND b.status <> 'REFUSED'
        AND b.call ->> 'proposal' = p.id::text)`;
}
