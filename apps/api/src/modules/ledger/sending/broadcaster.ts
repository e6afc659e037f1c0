import { RpcError } from '@custodia/ledger';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import { sqlOf } from '../sql.js';

const AT_ONCE = 50;

interface Waiting {
  readonly id: number;
  readonly signer: string;
  readonly raw: Buffer;
}

/**
 * Hands stored transactions to the chain, in the order in which they were signed. It may hand over the same bytes any
 * number of times: the chain takes a nonce once. Where the chain does not want one, as for want of funds, the later
 * ones of its key wait with it, and those of other keys do not.
 */
export class Broadcaster {
  readonly #logger = new Logger(Broadcaster.name);
  readonly #complaints = new Map<string, string>();

  constructor(
    private readonly database: DataSource,
    private readonly chain: Chain,
    private readonly consortium: Consortium,
  ) {}

  /** @returns how many transactions were handed over. */
  async broadcast(): Promise<number> {
    const sql = sqlOf(this.database);
    const waiting = await sql<Waiting>(
      `SELECT w.id, encode(w.signer, 'hex') AS signer, w.raw
       FROM (SELECT DISTINCT signer FROM ledger_transaction WHERE chain_id = $1 AND status = 'SIGNED') s
       CROSS JOIN LATERAL (
         SELECT id, signer, raw FROM ledger_transaction t
         WHERE chain_id = $1 AND t.signer = s.signer AND status = 'SIGNED' AND NOT EXISTS (
           SELECT 1 FROM ledger_transaction newer WHERE newer.replaces = t.id AND newer.status IN ('SIGNED', 'SENT'))
         ORDER BY id LIMIT ${AT_ONCE}) w
       ORDER BY w.id`,
      [this.consortium.chainId],
    );
    const sent: number[] = [];
    const unwanted = new Set<string>();
    try {
      for (const { id, signer, raw } of waiting) {
        if (unwanted.has(signer)) continue;
        // One whose nonce is used is in a block, or another one is: the indexer finds out which.
        // One that offers too little waits: the price may fall, or the rescuer signs it anew.
        const answer = await this.hand(signer, raw);
        if (answer === 'unwanted') unwanted.add(signer);
        else if (answer !== 'too-cheap') sent.push(id);
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

  private async hand(signer: string, raw: Buffer): Promise<string> {
    try {
      const answer = await this.chain.send(raw);
      this.#complaints.delete(signer);
      return answer;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (this.#complaints.get(signer) !== error.message) {
        this.#logger.error(`The chain does not take what the key of 0x${signer} sends: ${error.message}`);
      }
      this.#complaints.set(signer, error.message);
      return 'unwanted';
    }
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
