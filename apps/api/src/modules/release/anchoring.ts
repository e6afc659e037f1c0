import { randomUUID } from 'node:crypto';
import { ACCESS_LOG_ANCHOR, ChainRpc, encodeCall, operationIdOf, toHex, type Hex } from '@custodia/ledger';
import { signHead } from '@custodia/vault';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { NodeConfig } from '../../config.js';
import { AwayEvents } from './away-events.js';
import { now } from './calls.js';
import { ChainAccount } from './chain-account.js';
import { treeNow } from './log-tree.js';
import { NodeKeys } from './node-keys.js';
import { OwnParty } from './own-party.js';
import { sqlOf } from './sql.js';

interface HeadRow {
  readonly index: number;
  readonly size: number;
  readonly root: Buffer;
  readonly transaction: Hex | null;
  readonly raw: Hex | null;
  readonly anchored: boolean;
}

/** Puts the heads of the log on the ledger, where this node can neither change them nor take them back. */
@Injectable()
export class Anchoring implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Anchoring');
  readonly #stop = new AbortController();
  readonly #party: OwnParty;
  #running: Promise<void> = Promise.resolve();
  #said = '';

  constructor(
    private readonly config: NodeConfig,
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly account: ChainAccount,
    private readonly away: AwayEvents,
  ) {
    const rpc = new ChainRpc(config.ledgerRpcUrl);
    this.#party = new OwnParty(rpc, config.contracts.partyRegistry, keys.anchor);
  }

  onApplicationBootstrap(): void {
    this.#running = this.#run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Anchors what has grown since the last time. @returns whether the newest head stands on the ledger */
  async anchor(): Promise<boolean> {
    const isDone = await this.#anchorHead();
    if (await this.away.isDue()) await this.away.tell(await this.#party.find());
    return isDone;
  }

  async #anchorHead(): Promise<boolean> {
    const sql = sqlOf(this.database);
    await sql('DELETE FROM seen_nonce WHERE expires_at < now()');
    await sql(`DELETE FROM delivery WHERE delivered_at < now() - interval '1 day'`);
    let [head] = await sql<HeadRow>('SELECT * FROM log_head ORDER BY index DESC LIMIT 1');
    const tree = await treeNow(sql);
    if (!head || head.anchored) {
      if (tree.size === (head?.size ?? 0)) return true;
      const index = head ? head.index + 1 : 0;
      const statement = { node: this.keys.id, index, ...tree, time: now() };
      const signed = Buffer.from(await signHead(this.keys.sign, statement));
      [head] = await sql<HeadRow>(
        'INSERT INTO log_head (index, size, head, root) VALUES ($1, $2, $3, $4) RETURNING *',
        [index, tree.size, signed, Buffer.from(tree.root)],
      );
    }
    if (!head || !(await this.#deliver(head))) return false;
    await sql('UPDATE log_head SET anchored = true WHERE index = $1', [head.index]);
    return true;
  }

  async #deliver({ index, size, root, raw, transaction }: HeadRow): Promise<boolean> {
    if (raw && transaction) {
      const settled = await this.account.again({ raw, hash: transaction });
      if (settled) return true;
    }
    const party = await this.#party.find();
    const data = encodeCall('anchorLog', 'anchor', {
      operation: operationIdOf(randomUUID()),
      party,
      kind: ACCESS_LOG_ANCHOR,
      root: toHex(new Uint8Array(root)),
      count: BigInt(size),
    });
    return this.account.anchor(data, async ({ raw: bytes, hash }) => {
      await sqlOf(this.database)('UPDATE log_head SET raw = $2, transaction = $3 WHERE index = $1', [
        index,
        bytes,
        hash,
      ]);
    });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const said = await this.anchor().then(
        (done) => (done ? '' : 'the ledger refused'),
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      // Once for each reason: it is tried again and again.
      if (said && said !== this.#said) this.#logger.warn(`The log is not anchored: ${said}`);
      this.#said = said;
      await sleep(this.config.anchorSeconds * 1000, undefined, { signal }).catch(() => undefined);
    }
  }
}
