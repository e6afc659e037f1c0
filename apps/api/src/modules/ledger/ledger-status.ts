import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LedgerNode } from './ledger-node.js';
import type { LedgerStatusType } from './ledger.graphql.js';
import { sqlOf } from './sql.js';

const KEPT_MS = 1_000;
const PATIENCE_MS = 2_000;

interface ChainSight {
  readonly reachable: boolean;
  readonly chainId: string | null;
  readonly headBlock: number | null;
}

const NO_SIGHT: ChainSight = { reachable: false, chainId: null, headBlock: null };

/** Answers how the node stands to the ledger. The chain is asked at most once a second, however many ask. */
@Injectable()
export class LedgerStatusReader {
  #sight: { readonly until: number; readonly value: Promise<ChainSight> } | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly node: LedgerNode,
  ) {}

  async read(): Promise<LedgerStatusType> {
    const sight = await this.sight();
    const [here] = await sqlOf(this.database)<{
      indexed: number | null;
      pending: number;
      lag: number | null;
      signers: string[] | null;
    }>(
      `SELECT (SELECT block_number FROM ledger.cursor) AS indexed, count(*) AS pending,
              extract(epoch FROM now() - min(created_at))::int AS lag,
              array_agg(DISTINCT signer ORDER BY signer) AS signers
       FROM operation WHERE status IN ('PENDING', 'SENT')`,
    );
    return {
      ...sight,
      indexedBlock: here?.indexed ?? null,
      pendingOperations: here?.pending ?? 0,
      lagSeconds: here?.lag ?? null,
      missingKeys: (here?.signers ?? []).filter((name) => !this.node.signers.named(name)),
    };
  }

  private sight(): Promise<ChainSight> {
    if (!this.#sight || this.#sight.until < Date.now()) {
      this.#sight = { until: Date.now() + KEPT_MS, value: this.look() };
    }
    return this.#sight.value;
  }

  private async look(): Promise<ChainSight> {
    const seen = this.node.inspect().catch(() => NO_SIGHT);
    const late = new Promise<ChainSight>((resolve) =>
      setTimeout(() => resolve(NO_SIGHT), PATIENCE_MS).unref(),
    );
    return Promise.race([seen, late]);
  }
}
