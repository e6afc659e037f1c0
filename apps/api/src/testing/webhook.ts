import { ColumnSeal } from '../platform/secrets/index.js';
import { newId } from '../platform/ids/index.js';
import type { Bench } from './bench.js';

/** A webhook that nobody sends to. */
export async function aWebhook(bench: Bench, siteId: string, userId: string): Promise<string> {
  const id = newId();
  const secret = Buffer.from('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const sealed = await bench.get(ColumnSeal).seal({ table: 'webhook', column: 'secret', row: id }, secret);
  await bench.sql(
    `INSERT INTO webhook (id, site_id, url, topics, secret, created_by, created_at)
     VALUES ($1, $2, 'https://hooks.example/', '{CASE}', $3, $4, now())`,
    [id, siteId, sealed, userId],
  );
  return id;
}
