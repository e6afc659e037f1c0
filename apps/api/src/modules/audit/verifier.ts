import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENTRY_TEXT, genesis, linkHash, privateHash, type EntryText } from './chain.rules.js';

/** A root of the trail on the ledger. */
export interface Anchor {
  readonly count: number;
  readonly root: Buffer;
  readonly at: Date;
}

export interface Finding {
  readonly chain: string;
  readonly seq: number | null;
  readonly entryId: number | null;
  readonly what: string;
}

export interface Verified {
  readonly chains: number;
  readonly entries: number;
  readonly anchors: number;
  readonly forgotten: number;
  readonly findings: readonly Finding[];
}

type LinkRow = EntryText & {
  readonly chain: string;
  readonly seq: number;
  readonly entryId: number;
  readonly privateHash: Buffer;
  readonly previous: Buffer;
  readonly hash: Buffer;
};

const BATCH = 1_000;
/** No transaction lives longer: an entry that is older than those chained before it was put there later. */
const LATE_MS = 10 * 60_000;
const RETAINED_MS = 6 * 365.25 * 86_400_000;

/**
 * Computes the trail anew and compares: with its links, with its heads, and with what the ledger holds. Of one site, an
 * anchor that no chain bears is its matter as well: whose it was cannot be told any more.
 */
@Injectable()
export class Verifier {
  constructor(private readonly database: DataSource) {}

  /** @param site the one whose chain is looked at, instead of all */
  async verify(
    anchors: readonly Anchor[],
    { now = new Date(), site = null }: { now?: Date; site?: string | null } = {},
  ): Promise<Verified> {
    const check = new Check(anchors, now);
    await this.database.transaction('REPEATABLE READ', async (manager) => {
      const sql = <R>(text: string, params: unknown[] = []): Promise<R[]> => manager.query(text, params);
      const erased = await sql<{ id: number }>(ERASED);
      check.erased = new Set(erased.map(({ id }) => id));
      for (const { chain } of await sql<{ chain: string }>(CHAINS, [site])) {
        const [head] = await sql<{ seq: number; hash: Buffer }>(
          'SELECT seq, hash FROM audit_head WHERE chain = $1',
          [chain],
        );
        check.begin(chain);
        for (let after = 0; ;) {
          const rows = await sql<LinkRow>(LINKS, [chain, after]);
          for (const row of rows) check.link(row);
          if (rows.length < BATCH) break;
          after = rows.at(-1)!.seq;
        }
        check.end(head);
      }
      for (const { id } of await sql<{ id: number }>(UNCHAINED, [site])) check.unchained(id);
      for (const { id } of await sql<{ id: number }>(VANISHED)) check.vanished(id);
      if (site !== null) {
        const { counts, roots } = check.open;
        check.others(await sql<Pick<Anchor, 'count' | 'root'>>(OTHERS, [site, counts, roots]));
      }
    });
    return check.result();
  }
}

class Check {
  erased: ReadonlySet<number> = new Set();
  readonly #findings: Finding[] = [];
  readonly #open: Map<string, Anchor>;
  #chain = '';
  #chains = 0;
  #entries = 0;
  #forgotten = 0;
  #last: { seq: number; hash: Buffer } | undefined;
  #latest = 0;

  constructor(
    private readonly anchors: readonly Anchor[],
    private readonly now: Date,
  ) {
    this.#open = new Map(anchors.map((anchor) => [keyOf(anchor.count, anchor.root), anchor]));
  }

  begin(chain: string): void {
    this.#chain = chain;
    this.#chains += 1;
    this.#last = undefined;
    this.#latest = 0;
  }

  link(row: LinkRow): void {
    this.#entries += 1;
    this.place(row);
    if (row.id === null) this.find('removed: the entry is gone', row);
    else this.content(row);
    this.#open.delete(keyOf(row.seq, row.hash));
    this.#last = row;
  }

  private place(row: LinkRow): void {
    const last = this.#last;
    if (last && row.seq !== last.seq + 1)
      this.find(`removed: ${row.seq - last.seq - 1} links are missing before`, row);
    if (last && !row.previous.equals(last.hash)) this.find('reordered: does not follow the link before', row);
    if (last) return;
    if (row.seq === 1 && !row.previous.equals(genesis(this.#chain)))
      this.find('altered: not the first link', row);
    if (row.seq > 1) this.beginning(row);
  }

  /** What retention left begins after an anchor, and what that ends is old enough to go. */
  private beginning(row: LinkRow): void {
    const key = keyOf(row.seq - 1, row.previous);
    const anchor = this.#open.get(key);
    this.#open.delete(key);
    if (!anchor) this.find('removed: the chain begins with no anchor of the ledger', row);
    else if (!this.isOver(anchor)) this.find('removed: the beginning, which had to be kept longer', row);
  }

  private isOver({ at }: Anchor): boolean {
    return this.now.getTime() - at.getTime() > RETAINED_MS;
  }

  private content(row: LinkRow): void {
    const { salt } = row;
    if (salt === null) {
      this.#forgotten += 1;
      if (!this.erased.has(row.id)) this.find('altered: its person was erased, and no erasure says so', row);
    } else if (!privateHash(row).equals(row.privateHash)) this.find('altered: who, what or details', row);
    if (!linkHash(row.previous, row, row.privateHash).equals(row.hash))
      this.find('altered: time, site or action', row);
    const at = Date.parse(row.at);
    if (at < this.#latest - LATE_MS) this.find('inserted: older than the entries before it', row);
    this.#latest = Math.max(this.#latest, at);
  }

  end(head: { seq: number; hash: Buffer } | undefined): void {
    const last = this.#last;
    if (head && last && head.seq === last.seq && head.hash.equals(last.hash)) return;
    this.find('removed: the chain does not end with its head');
  }

  /** Anchors that were not met so far. */
  get open(): { readonly counts: number[]; readonly roots: Buffer[] } {
    const open = [...this.#open.values()];
    return { counts: open.map(({ count }) => count), roots: open.map(({ root }) => root) };
  }

  /** Anchors that other chains bear. */
  others(anchors: readonly Pick<Anchor, 'count' | 'root'>[]): void {
    for (const { count, root } of anchors) this.#open.delete(keyOf(count, root));
  }

  unchained(id: number): void {
    this.#findings.push({ chain: '', seq: null, entryId: id, what: 'inserted: no chain has it' });
  }

  vanished(id: number): void {
    this.#findings.push({ chain: '', seq: null, entryId: id, what: 'removed before it was chained' });
  }

  result(): Verified {
    for (const anchor of this.#open.values()) {
      if (this.isOver(anchor)) continue;
      const { count } = anchor;
      const what = 'altered or removed: the ledger holds another hash of this place';
      this.#findings.push({ chain: '', seq: count, entryId: null, what });
    }
    return {
      chains: this.#chains,
      entries: this.#entries,
      anchors: this.anchors.length,
      forgotten: this.#forgotten,
      findings: this.#findings,
    };
  }

  private find(what: string, { seq, entryId }: Partial<LinkRow> = {}): void {
    this.#findings.push({ chain: this.#chain, seq: seq ?? null, entryId: entryId ?? null, what });
  }
}

const keyOf = (count: number, root: Buffer): string => `${count} ${root.toString('hex')}`;

const CHAINS = `SELECT chain FROM (SELECT chain FROM audit_head UNION SELECT chain FROM audit_link) c
  WHERE $1::uuid IS NULL OR chain = $1 ORDER BY chain`;

const OPEN = 'unnest($2::int8[], $3::bytea[]) AS o (count, root)';

/**
 * Retention cuts a chain after an anchor: what it ended is what the first link left goes back to. Two joins, which
 * PostgreSQL makes in one pass each, however many anchors there are.
 */
const OTHERS = `
  SELECT o.count, o.root FROM ${OPEN} JOIN audit_link l ON l.chain <> $1 AND l.hash = o.root AND l.seq = o.count
  UNION ALL
  SELECT o.count, o.root FROM ${OPEN} JOIN audit_link l ON l.chain <> $1 AND l.previous = o.root AND l.seq = o.count + 1`;

const LINKS = `SELECT l.chain, l.seq, l.entry_id AS "entryId", l.private_hash AS "privateHash", l.previous, l.hash,
    ${ENTRY_TEXT}
  FROM audit_link l LEFT JOIN audit_entry e ON e.id = l.entry_id
  WHERE l.chain = $1 AND l.seq > $2 ORDER BY l.seq LIMIT ${BATCH}`;

const UNCHAINED = `SELECT e.id FROM audit_entry e
  WHERE ($1::uuid IS NULL OR e.site_id = $1)
    AND NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM audit_queue q WHERE q.entry_id = e.id) ORDER BY e.id LIMIT 100`;

const VANISHED = `SELECT q.entry_id AS id FROM audit_queue q
  WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = q.entry_id) LIMIT 100`;

const ERASED = `SELECT jsonb_array_elements_text(details->'entries')::int8 AS id FROM audit_entry
  WHERE action = 'audit.erase' AND subject_type = 'erasure'`;
