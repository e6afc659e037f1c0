import { toHex, type Hex } from '@custodia/ledger';
import { SerialCommitments, inclusionPath, rootOf, serialCommitment } from '@custodia/merkle';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config.js';
import { openWithAny, secretKeys } from '../../platform/secrets/index.js';
import { openRunSecret } from './run-secret.js';
import { PAGE_SIZE } from './serial-page.js';
import { PageHasher } from './page-hasher.js';
import { SerialStore } from './serial-store.js';

/** Some 16,000 serials. */
const PAGES_AT_A_GO = 64;

type Queries = Pick<EntityManager, 'query'>;

/** Checks and proves serials against the root that their maker put on the ledger. */
@Injectable()
export class SerialProofs {
  constructor(
    private readonly database: DataSource,
    private readonly store: SerialStore,
    private readonly hasher: PageHasher,
    private readonly config: Config,
  ) {}

  /**
   * Whether the serials of the units [from, to) are those that the root commits to: their pages are hashed anew, and with
   * the stored hashes of the other pages they must lead to the root. Some thousand serials are in memory at a time.
   * @param onProgress told how many of the units were looked at
   */
  async areCommitted(
    runId: number,
    from: number,
    to: number,
    root: Hex,
    manager?: EntityManager,
    onProgress: (units: number) => void = () => undefined,
  ): Promise<boolean> {
    const queries = manager ?? this.database;
    const secret = await this.secret(runId, queries);
    const subtrees: Uint8Array[] = await this.subtrees(runId, queries);
    const last = Math.ceil(to / PAGE_SIZE);
    for (let page = Math.floor(from / PAGE_SIZE); page < last; page += PAGES_AT_A_GO) {
      const end = Math.min(page + PAGES_AT_A_GO, last);
      const serials = await this.store.read(runId, page * PAGE_SIZE, end * PAGE_SIZE, manager);
      const pages = inPages(serials);
      for (const [n, subtree] of (await this.hasher.hash(secret, page, pages)).entries())
        subtrees[page + n] = subtree;
      onProgress(Math.min(to, end * PAGE_SIZE) - from);
    }
    return toHex(rootOf(subtrees)) === root;
  }

  /** What proves a unit's serial against the root: its salt, its commitment, and the path, lowest sibling first. */
  async proof(
    runId: number,
    index: number,
    manager?: EntityManager,
  ): Promise<{ serial: string; salt: Hex; commitment: Hex; path: Hex[] }> {
    const queries = manager ?? this.database;
    const commitments = await this.commitments(runId, queries);
    const page = Math.floor(index / PAGE_SIZE);
    const first = page * PAGE_SIZE;
    const serials = await this.store.read(runId, first, first + PAGE_SIZE, manager);
    const serial = serials[index - first];
    if (serial === undefined) throw new RangeError(`run ${runId} has no unit ${index}`);
    const leaves = serials.map((one, offset) => commitments.leaf(first + offset, one));
    const path = [
      ...inclusionPath(leaves, index - first),
      ...inclusionPath(await this.subtrees(runId, queries), page),
    ];
    const salt = commitments.salt(index);
    return {
      serial,
      salt: toHex(salt),
      commitment: toHex(serialCommitment(salt, serial)),
      path: path.map(toHex),
    };
  }

  private async subtrees(runId: number, queries: Queries): Promise<Buffer[]> {
    const pages: { subtree: Buffer }[] = await queries.query(
      'SELECT subtree FROM serial_page WHERE run_id = $1 ORDER BY page_no',
      [runId],
    );
    return pages.map(({ subtree }) => subtree);
  }

  private async commitments(runId: number, queries: Queries): Promise<SerialCommitments> {
    return new SerialCommitments(await this.secret(runId, queries));
  }

  private async secret(runId: number, queries: Queries): Promise<Buffer> {
    const [run]: { secret: Buffer; ledgerLotId: Buffer }[] = await queries.query(
      'SELECT secret, ledger_lot_id AS "ledgerLotId" FROM run WHERE id = $1',
      [runId],
    );
    if (!run) throw new RangeError(`there is no run ${runId}`);
    const { secret, ledgerLotId } = run;
    return openWithAny(secretKeys(this.config), (key) => openRunSecret(secret, key, toHex(ledgerLotId)));
  }
}

function inPages(serials: readonly string[]): string[][] {
  const pages: string[][] = [];
  for (let at = 0; at < serials.length; at += PAGE_SIZE) pages.push(serials.slice(at, at + PAGE_SIZE));
  return pages;
}
