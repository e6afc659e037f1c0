import type { DataSource } from 'typeorm';
import type { Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import { sqlOf } from '../sql.js';

const AT_ONCE = 50;

/**
 * Hands stored transactions to the chain, in the order in which they were signed. It may hand over the same bytes any
 * number of times: the chain takes a nonce once.
 */
export class Broadcaster {
  constructor(
    private readonly database: DataSource,
    private readonly chain: Chain,
    private readonly consortium: Consortium,
  ) {}

  /** @returns how many transactions were handed over. */
  async broadcast(): Promise<number> {
    const sql = sqlOf(this.database);
    const waiting = await sql<{ id: number; raw: Buffer }>(
      `SELECT id, raw FROM ledger_transaction t
       WHERE chain_id = $1 AND status = 'SIGNED' AND NOT EXISTS (
         SELECT 1 FROM ledger_transaction newer WHERE newer.replaces = t.id AND newer.status IN ('SIGNED', 'SENT'))
       ORDER BY id LIMIT ${AT_ONCE}`,
      [this.consortium.chainId],
    );
    const sent: number[] = [];
    try {
      for (const { id, raw } of waiting) {
        // One whose nonce is used is in a block, or another one is: the indexer finds out which.
        // One that offers too little waits: the price may fall, or the rescuer signs it anew.
        if ((await this.chain.send(raw)) !== 'too-cheap') sent.push(id);
      }
    } finally {
      if (sent.length > 0) {
        await sql(
          `UPDATE ledger_transaction SET status = 'SENT', sent_at = now() WHERE id = ANY($1::bigint[]) AND status = 'SIGNED'`,
          [sent],
        );
      }
    }
    return sent.length;
  }

  /**
   * Has transactions handed over again that the chain should have mined by now: it may have lost them.
   * @param olderThanMs how long it may take
   */
  async resendOverdue(olderThanMs: number): Promise<void> {
    await sqlOf(this.database)(
      `UPDATE ledger_transaction t SET status = 'SIGNED'
       FROM (SELECT DISTINCT signer FROM ledger_transaction
             WHERE chain_id = $1 AND status = 'SENT' AND sent_at < now() - make_interval(secs => $2)) overdue
       WHERE t.chain_id = $1 AND t.signer = overdue.signer AND t.status = 'SENT'`,
      [this.consortium.chainId, olderThanMs / 1000],
    );
  }
}
