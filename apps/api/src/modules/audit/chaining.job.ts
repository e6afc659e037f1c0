import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';
import { chainOf, ENTRY_TEXT, genesis, linkHash, privateHash, type EntryText } from './chain.rules.js';

const BATCH = 500;
const IDLE_MS = 1_000;

interface Head {
  readonly chain: string;
  readonly seq: number;
  readonly hash: Buffer;
}

interface Link extends Head {
  readonly entryId: number;
  readonly privateHash: Buffer;
  readonly previous: Buffer;
}

/** Chains audit entries after their commit, each site's for itself. One worker at a time. */
@Injectable()
@BackgroundJob()
export class ChainingJob implements WorkerJob {
  readonly name = 'audit chain';

  constructor(private readonly work: UnitOfWork) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) if ((await this.chain()) < BATCH) await pause(IDLE_MS, signal);
  }

  /** @returns how many entries were chained. */
  chain(): Promise<number> {
    return this.work.run(systemActor(this.name), 'audit.chain', async (tx) => {
      const [lock] = await tx.sql<{ mine: boolean }>(
        `SELECT pg_try_advisory_xact_lock(hashtextextended('audit chain', 0)) AS mine`,
      );
      if (!lock?.mine) return 0;
      const entries = await this.take(tx);
      if (entries.length > 0) await this.append(tx, entries);
      return entries.length;
    });
  }

  private async take(tx: Tx): Promise<EntryText[]> {
    const entries = await tx.sql<EntryText>(
      `WITH due AS (
         DELETE FROM audit_queue q USING audit_entry e
         WHERE q.entry_id = e.id
           AND q.entry_id IN (SELECT entry_id FROM audit_queue ORDER BY entry_id LIMIT ${BATCH})
         RETURNING q.entry_id)
       SELECT ${ENTRY_TEXT} FROM audit_entry e JOIN due ON due.entry_id = e.id ORDER BY e.id`,
    );
    return entries;
  }

  private async append(tx: Tx, entries: readonly EntryText[]): Promise<void> {
    const heads = await this.heads(tx, [...new Set(entries.map(chainOf))]);
    const links = entries.map((entry): Link => {
      const chain = chainOf(entry);
      const { seq, hash: previous } = heads.get(chain) ?? { seq: 0, hash: genesis(chain) };
      const hidden = privateHash(entry);
      const hash = linkHash(previous, entry, hidden);
      heads.set(chain, { chain, seq: seq + 1, hash });
      return { chain, seq: seq + 1, entryId: entry.id, privateHash: hidden, previous, hash };
    });
    await tx.sql(
      `INSERT INTO audit_link (chain, seq, entry_id, private_hash, previous, hash)
       SELECT * FROM unnest($1::uuid[], $2::int8[], $3::int8[], $4::bytea[], $5::bytea[], $6::bytea[])`,
      [
        links.map(({ chain }) => chain),
        links.map(({ seq }) => seq),
        links.map(({ entryId }) => entryId),
        links.map((link) => link.privateHash),
        links.map(({ previous }) => previous),
        links.map(({ hash }) => hash),
      ],
    );
    const ends = [...heads.values()];
    await tx.sql(
      `INSERT INTO audit_head (chain, seq, hash) SELECT * FROM unnest($1::uuid[], $2::int8[], $3::bytea[])
       ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
      [ends.map(({ chain }) => chain), ends.map(({ seq }) => seq), ends.map(({ hash }) => hash)],
    );
  }

  private async heads(tx: Tx, chains: readonly string[]): Promise<Map<string, Head>> {
    const rows = await tx.sql<Head>('SELECT chain, seq, hash FROM audit_head WHERE chain = ANY($1)', [
      chains,
    ]);
    return new Map(rows.map((head) => [head.chain, head]));
  }
}
