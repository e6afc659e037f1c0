import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { NewsSpread } from './news-spread.js';
import { isNewsAddress, tellAt } from './record-news.rules.js';

/** One for each release node, twice while they change. */
const MOST = 6;

/** What release nodes say of a record: that there is something new for an address, and never what. */
@Injectable()
export class RecordNewsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly spread: NewsSpread,
  ) {}

  /**
   * Keeps addresses that the patient's device has made. Of more than six, the oldest leads nowhere any more.
   * @param alone whether all others end
   * @throws DomainError BAD_INPUT, NOT_FOUND without a record
   */
  async keep(actor: Actor, addresses: readonly string[], alone: boolean): Promise<void> {
    if (addresses.length > MOST / 2 || !addresses.every(isNewsAddress))
      throw new DomainError('BAD_INPUT', 'These are not addresses for notices: 32 bytes each, in base64url.');
    const { userId } = actor;
    const hashes = addresses.map(hashOf);
    await this.work.run(actor, 'record.choose-notices', async (tx) => {
      tx.audit({ type: 'user', id: userId }, { addresses: addresses.length });
      const [record] = await tx.sql('SELECT 1 FROM patient_record WHERE user_id = $1 FOR UPDATE', [userId]);
      if (!record) throw notFound('record');
      await tx.sql(
        `INSERT INTO news_address (address_hash, user_id, kept_at)
         SELECT hash, $2, $3 FROM unnest($1::bytea[]) AS hash ON CONFLICT DO NOTHING`,
        [hashes, userId, tx.now],
      );
      await tx.sql(
        `DELETE FROM news_address WHERE user_id = $1 AND NOT address_hash = ANY($2::bytea[]) AND ($3 OR address_hash IN (
           SELECT address_hash FROM news_address WHERE user_id = $1
           ORDER BY kept_at DESC, address_hash = ANY($2::bytea[]) DESC OFFSET ${MOST}))`,
        [userId, hashes, alone],
      );
    });
  }

  /** A node says that there is something new. What is nobody's address is heard alike. */
  async hear(address: string): Promise<void> {
    await this.work.run(systemActor('release nodes'), 'record.tell', async (tx) => {
      const [known] = await tx.sql<{ user_id: string }>(
        'SELECT user_id FROM news_address WHERE address_hash = $1',
        [hashOf(address)],
      );
      if (!known) return;
      const { user_id: userId } = known;
      await tx.sql('INSERT INTO record_news (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [userId]);
      // Two nodes at the same moment: the second finds what the first has planned.
      const [news] = await tx.sql<{ due_at: Date | null }>(
        'SELECT due_at FROM record_news WHERE user_id = $1 FOR UPDATE',
        [userId],
      );
      const at = tellAt(news?.due_at ?? null, tx.now);
      if (!at) return;
      await tx.sql('UPDATE record_news SET due_at = $2 WHERE user_id = $1', [userId, at]);
      await this.spread.tellPatient(tx, 'record.news', userId, at);
    });
  }
}

function hashOf(address: string): Buffer {
  return createHash('sha256').update(`custodia/news-address/v1/${address}`).digest();
}
