import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { Housekeeping } from './housekeeping.job.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

it('deletes old answers and delivered events, and no event that nobody has got yet', async () => {
  for (const [key, age] of [
    ['old', '91 days'],
    ['young', '89 days'],
  ]) {
    await bench.sql(
      `INSERT INTO idempotency_key (site_id, key, user_id, action, input_hash, created_at)
       VALUES ($1, $2, $1, 'spec', '', now() - $3::interval)`,
      [newId(), key, age],
    );
  }
  await bench.sql(
    `INSERT INTO domain_event (type, payload, created_at, dispatched_at)
     VALUES ('delivered', '{}', now(), now() - interval '31 days'), ('recent', '{}', now(), now()),
            ('waiting', '{}', now() - interval '1 year', NULL)`,
  );
  await bench.get(Housekeeping).tidy();
  expect(await bench.sql('SELECT key FROM idempotency_key')).toEqual([{ key: 'young' }]);
  expect(await bench.sql('SELECT type FROM domain_event ORDER BY type')).toEqual([
    { type: 'recent' },
    { type: 'waiting' },
  ]);
});
