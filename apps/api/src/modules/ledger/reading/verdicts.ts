import { bytea } from '../projection/rows.js';
import type { Sql } from '../sql.js';
import { notify } from './notices.js';

/** What became of an operation. */
export interface Verdict {
  readonly id: string;
  readonly partyId: number;
  readonly kind: string;
  readonly status: 'CONFIRMED' | 'REFUSED';
  /** The contract's error, where refused. */
  readonly reason: string | null;
  /** Where it happened; nowhere for an operation that was never sent. */
  readonly txHash: string | null;
  readonly blockNumber: number | null;
}

/** What is measured and logged of an operation that has its verdict. */
export interface SettledOperation {
  readonly id: string;
  readonly reason: string | null;
  /** From when it was asked for. */
  readonly seconds: number;
}

/** Writes verdicts, frees the units that waited for them, and publishes them to the other modules and the screens. */
export async function writeVerdicts(sql: Sql, verdicts: readonly Verdict[]): Promise<SettledOperation[]> {
  if (verdicts.length === 0) return [];
  const ids = verdicts.map(({ id }) => id);
  const settled = await sql<SettledOperation>(
    `UPDATE operation o
     SET status = u.status, reason = u.reason, tx_hash = u.tx_hash, block_number = u.block_number, settled_at = now()
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bigint[])
          AS u (id, status, reason, tx_hash, block_number)
     WHERE o.id = u.id
     RETURNING o.id, o.reason, extract(epoch FROM o.settled_at - o.created_at)::float8 AS seconds`,
    [
      ids,
      verdicts.map(({ status }) => status),
      verdicts.map(({ reason }) => reason),
      verdicts.map(({ txHash }) => txHash && bytea(txHash)),
      verdicts.map(({ blockNumber }) => blockNumber),
    ],
  );
  await sql('DELETE FROM unit_reservation WHERE operation_id = ANY($1::uuid[])', [ids]);
  await sql('DELETE FROM ledger_retry WHERE operation_id = ANY($1::uuid[])', [ids]);
  await sql(
    `INSERT INTO domain_event (type, payload, created_at)
     SELECT u.type, u.payload, now() FROM unnest($1::text[], $2::jsonb[]) AS u (type, payload)`,
    [
      verdicts.map(({ status }) => (status === 'CONFIRMED' ? 'operation.confirmed' : 'operation.refused')),
      verdicts.map(({ id, kind, reason }) =>
        JSON.stringify(reason === null ? { operationId: id, kind } : { operationId: id, kind, reason }),
      ),
    ],
  );
  await notify(
    sql,
    verdicts.map(({ id, partyId }) => ({ id, party_id: partyId })),
  );
  return settled;
}

/** Puts operations back into the queue; nobody notices. `why` counts how often it happened. */
export async function requeue(sql: Sql, ids: readonly string[], why: 'stale' | 'reverts'): Promise<void> {
  if (ids.length === 0) return;
  await sql(`UPDATE operation SET status = 'PENDING' WHERE id = ANY($1::uuid[]) AND status = 'SENT'`, [ids]);
  await sql(
    `INSERT INTO ledger_retry AS r (operation_id, ${why}) SELECT u.id, 1 FROM unnest($1::uuid[]) AS u (id)
     ON CONFLICT (operation_id) DO UPDATE SET ${why} = r.${why} + 1`,
    [ids],
  );
}
