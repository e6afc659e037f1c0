import {
  AuthorityReader,
  ChainRpc,
  ConsentReader,
  ledgerInterfaces,
  type Authority,
  type Block,
  type ConsentRecord,
  type ConsentStanding,
  type Hex,
} from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NodeConfig } from '../../config.js';
import { sqlOf } from './sql.js';

const TIMEOUT_MS = 5_000;
/** Read anew in one go, those that were read longest ago first. */
const MOST = 500;
const AT_ONCE = 25;

/** What the ledger said last, in the block of this time (Unix seconds). */
export interface Known<T> {
  readonly said: T;
  readonly at: number;
}

/**
 * What a node keeps in mind of the ledger for the time without it: whose keys act for which party, and how the consents stand
 * that hold then, too. It is dated by the block that said it: a connection that stands still makes nothing younger.
 */
@Injectable()
export class LedgerMemory {
  readonly #rpc: ChainRpc;
  readonly #consents: ConsentReader;
  readonly #authorities: AuthorityReader;
  /** Up to which block the registry was searched for keys. */
  #searched = -1;

  constructor(
    private readonly config: NodeConfig,
    private readonly database: DataSource,
  ) {
    this.#rpc = new ChainRpc(config.ledgerRpcUrl, TIMEOUT_MS);
    this.#consents = new ConsentReader(this.#rpc, config.contracts.consentRegistry);
    this.#authorities = new AuthorityReader(this.#rpc, config.contracts.partyRegistry);
  }

  /** Reads the oldest of it anew. @throws ChainUnreachable, RpcError */
  async learn(): Promise<void> {
    const [chainId, head] = await Promise.all([this.#rpc.chainId(), this.#rpc.block('latest')]);
    if (!head || (await this.#served(chainId)) !== chainId) return;
    await this.#findKeys(head);
    await this.#learnKeys(head);
    await this.#learnConsents(head);
  }

  /** The chain that this node has served before, where it has. */
  async chainId(): Promise<number | undefined> {
    const [row] = await sqlOf(this.database)<{ chain_id: number }>('SELECT chain_id FROM known_chain');
    return row?.chain_id;
  }

  /** What a key might do for a party. */
  async authority(party: number, key: string): Promise<Known<Authority> | undefined> {
    const [row] = await sqlOf(this.database)<Authority & { read_at: number }>(
      'SELECT roles, rights, active, read_at FROM known_key WHERE party = $1 AND key = $2 AND read_at IS NOT NULL',
      [party, key.toLowerCase()],
    );
    if (!row) return undefined;
    const { read_at: at, ...said } = row;
    return { said, at };
  }

  /** How a consent stood that holds without the ledger, too. */
  async consent(consent: string): Promise<Known<ConsentRecord> | undefined> {
    const [row] = await sqlOf(this.database)<{
      standing: ConsentStanding;
      last_day: number;
      read_at: number;
    }>(
      'SELECT standing, last_day, read_at FROM emergency_kit WHERE away_consent = $1 AND read_at IS NOT NULL',
      [consent],
    );
    return row && { said: { standing: row.standing, lastDay: row.last_day }, at: row.read_at };
  }

  /** Whatever answers later, the first chain counts: on another one, the same contracts would say something else. */
  async #served(chainId: number): Promise<number | undefined> {
    await sqlOf(this.database)('INSERT INTO known_chain (chain_id) VALUES ($1) ON CONFLICT DO NOTHING', [
      chainId,
    ]);
    return this.chainId();
  }

  async #findKeys({ number }: Block): Promise<void> {
    // A chain that lost its last blocks is searched from the start.
    if (number < this.#searched) this.#searched = -1;
    const registry = ledgerInterfaces.partyRegistry;
    const filter = {
      address: this.config.contracts.partyRegistry,
      fromBlock: `0x${(this.#searched + 1).toString(16)}`,
      toBlock: `0x${number.toString(16)}`,
      topics: [registry.getEvent('KeyChanged')?.topicHash],
    };
    if (number === this.#searched) return;
    const logs = await this.#rpc.call<{ topics: string[]; data: string }[]>('eth_getLogs', [filter]);
    const found = logs.map((log) => registry.parseLog(log)?.args.toObject() ?? {});
    await sqlOf(this.database)(
      'INSERT INTO known_key (party, key) SELECT * FROM unnest($1::bigint[], $2::text[]) ON CONFLICT DO NOTHING',
      [found.map(({ party }) => Number(party)), found.map(({ key }) => String(key).toLowerCase())],
    );
    this.#searched = number;
  }

  async #learnKeys(head: Block): Promise<void> {
    const sql = sqlOf(this.database);
    const keys = await sql<{ party: number; key: Hex }>(
      'SELECT party, key FROM known_key ORDER BY read_at NULLS FIRST LIMIT $1',
      [MOST],
    );
    await inSteps(keys, async ({ party, key }) => {
      const { roles, rights, active } = await this.#authorities.authority(party, key, head);
      await sql(
        'UPDATE known_key SET roles = $3, rights = $4, active = $5, read_at = $6 WHERE party = $1 AND key = $2',
        [party, key, roles, rights, active, head.timestamp],
      );
    });
  }

  async #learnConsents(head: Block): Promise<void> {
    const sql = sqlOf(this.database);
    const kits = await sql<{ consent: Hex }>(
      `SELECT away_consent AS consent FROM emergency_kit WHERE away_consent IS NOT NULL
       ORDER BY read_at NULLS FIRST LIMIT $1`,
      [MOST],
    );
    await inSteps(kits, async ({ consent }) => {
      const { standing, lastDay } = await this.#consents.consent(consent, head);
      await sql(
        'UPDATE emergency_kit SET standing = $2, last_day = $3, read_at = $4 WHERE away_consent = $1',
        [consent, standing, lastDay, head.timestamp],
      );
    });
  }
}

/** Some at a time: neither the ledger nor the database is flooded. */
async function inSteps<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += AT_ONCE)
    await Promise.all(all.slice(start, start + AT_ONCE).map(work));
}
