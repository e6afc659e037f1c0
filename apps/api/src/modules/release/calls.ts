import { RELEASE_LIMITS } from '@custodia/vault';
import { NodeError } from './node.errors.js';
import type { Sql } from './sql.js';

/** Unix time in seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** A signed call is for this node, of this moment, and used once. @throws NodeError CALL_NOT_FRESH */
export async function useOnce(
  sql: Sql,
  node: string,
  call: { readonly node: string; readonly time: number; readonly nonce: Uint8Array },
): Promise<void> {
  const isFresh = call.node === node && Math.abs(now() - call.time) <= RELEASE_LIMITS.requestAge;
  if (isFresh && (await isNew(sql, call.nonce))) return;
  throw new NodeError(
    'CALL_NOT_FRESH',
    'This call is for another node, was used before, or is too old. Check the clock of the device and repeat it.',
  );
}

/** Whether a nonce was never seen; from now on it was. Kept for as long as its call could be repeated. */
export async function isNew(sql: Sql, nonce: Uint8Array): Promise<boolean> {
  const seconds = 2 * RELEASE_LIMITS.requestAge;
  const inserted = await sql(
    `INSERT INTO seen_nonce (nonce, expires_at) VALUES ($1, now() + make_interval(secs => $2))
     ON CONFLICT DO NOTHING RETURNING 1`,
    [Buffer.from(nonce), seconds],
  );
  return inserted.length > 0;
}
