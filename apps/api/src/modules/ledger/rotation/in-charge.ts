import { bytea } from '../projection/rows.js';
import type { SigningAccount } from '../chain/signers.js';
import type { Sql } from '../sql.js';

/**
 * Whether a key signs at the moment. While the operator's key is changed, exactly one of two does, or none as long as
 * calls of the old one are under way: between two keys, nonces keep no order. Asked while the nonces of the key are held.
 */
export async function isInCharge(sql: Sql, { address, successor }: SigningAccount): Promise<boolean> {
  const [row] = await sql<{ retired: boolean; arrived: boolean; arriving: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM operator_rotation WHERE old_address = $1 AND phase <> 'ADMITTING') AS retired,
            EXISTS (SELECT 1 FROM operator_rotation WHERE new_address = $1 AND phase IN ('WITHDRAWING', 'DONE'))
              AS arrived,
            EXISTS (SELECT 1 FROM operator_rotation WHERE new_address = $1 AND phase IN ('ADMITTING', 'DRAINING'))
              AS arriving`,
    [bytea(address)],
  );
  if (row!.retired || row!.arriving) return false;
  return successor === undefined || row!.arrived;
}
