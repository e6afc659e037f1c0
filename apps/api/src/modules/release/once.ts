import type { Bytes, Opening, Pseudonym } from '@custodia/vault';
import type { Sql } from './sql.js';

/** The session that used a consent which is good once. */
export async function sessionOf(sql: Sql, { consent }: Opening): Promise<Bytes | undefined> {
  const [use] = await sql<{ session_key: Buffer }>('SELECT session_key FROM once_use WHERE consent = $1', [
    consent,
  ]);
  return use && new Uint8Array(use.session_key);
}

/**
 * Binds a consent that is good once to the session of its first release, in the transaction of the line about it, and to
 * what the record holds at that moment: who goes on asking in this session is shown nothing that came later.
 */
export async function bindSession(
  sql: Sql,
  { consent, pseudonym, once }: Opening,
  session: Uint8Array,
): Promise<void> {
  if (!once) return;
  await sql(
    `INSERT INTO once_use (consent, session_key, position)
     SELECT $1, $2, coalesce(max(position), 0) FROM entry WHERE pseudonym = $3 ON CONFLICT DO NOTHING`,
    [consent, Buffer.from(session), pseudonym],
  );
}

/** Which of a patient's consents that are good once were used, and when, in Unix seconds. */
export function usesOf(
  sql: Sql,
  pseudonym: Pseudonym,
): Promise<{ readonly consent: string; readonly time: number }[]> {
  return sql(
    `SELECT consent, floor(extract(epoch FROM used_at))::float8 AS time
     FROM once_use JOIN opening USING (consent) WHERE pseudonym = $1`,
    [pseudonym],
  );
}

/** Up to which entry a consent shows the record; all of it, where it was not used up. */
export const SHOWN_UNTIL = `coalesce((SELECT position FROM once_use WHERE consent = $1), ${Number.MAX_SAFE_INTEGER})`;
