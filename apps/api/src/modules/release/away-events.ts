import { randomUUID } from 'node:crypto';
import { AWAY_EMERGENCY_ANCHOR, encodeCall, operationIdOf, type Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChainAccount } from './chain-account.js';
import { sqlOf } from './sql.js';

interface Row {
  readonly request: Hex;
  readonly away_party: number;
  readonly raw: Hex | null;
  readonly transaction: Hex | null;
}

/** Tells the ledger afterwards of emergencies that were opened while it was away: a random word, and the party that asked. */
@Injectable()
export class AwayEvents {
  constructor(
    private readonly database: DataSource,
    private readonly account: ChainAccount,
  ) {}

  /** Whether there is something to tell. */
  async isDue(): Promise<boolean> {
    return (await this.#untold()).length > 0;
  }

  /** Tells it, one after the other. @param party in whose name this node acts. @throws ChainUnreachable, RpcError */
  async tell(party: number): Promise<void> {
    const sql = sqlOf(this.database);
    for (const row of await this.#untold()) {
      if (await this.#told(row, party))
        await sql('UPDATE emergency_access SET anchored = true WHERE request = $1', [row.request]);
    }
  }

  async #told({ request, away_party: asker, raw, transaction }: Row, party: number): Promise<boolean> {
    if (raw && transaction && (await this.account.again({ raw, hash: transaction }))) return true;
    const data = encodeCall('anchorLog', 'anchor', {
      operation: operationIdOf(randomUUID()),
      party,
      kind: AWAY_EMERGENCY_ANCHOR,
      root: request,
      count: BigInt(asker),
    });
    return this.account.anchor(data, async ({ raw: bytes, hash }) => {
      await sqlOf(this.database)(
        'UPDATE emergency_access SET raw = $2, transaction = $3 WHERE request = $1',
        [request, bytes, hash],
      );
    });
  }

  #untold(): Promise<Row[]> {
    return sqlOf(this.database)<Row>(
      `SELECT request, away_party, raw, transaction FROM emergency_access
       WHERE away_party IS NOT NULL AND NOT anchored ORDER BY opened_at LIMIT 20`,
    );
  }
}
