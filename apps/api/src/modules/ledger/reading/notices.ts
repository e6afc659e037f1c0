import { NOTICE_CHANNEL } from '../../../platform/events/index.js';
import type { Sql } from '../sql.js';

/** Tells the screens, at the commit, that operations have changed. */
export async function notify(
  sql: Sql,
  operations: readonly { readonly id: string; readonly party_id: number }[],
): Promise<void> {
  if (operations.length === 0) return;
  await sql(`SELECT pg_notify('${NOTICE_CHANNEL}', payload) FROM unnest($1::text[]) AS u (payload)`, [
    operations.map(({ id, party_id }) => JSON.stringify({ topic: 'operation', id, partyId: party_id })),
  ]);
}
