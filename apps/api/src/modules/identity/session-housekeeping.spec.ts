import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aSite, aUser } from '../../testing/builders.js';
import { IdentityModule } from './identity.module.js';
import { SessionHousekeeping } from './session-housekeeping.job.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ imports: [IdentityModule] });
});
afterAll(() => bench.close());

it('forgets old sessions and attempts, and keeps the others', async () => {
  const site = await aSite(bench);
  const user = await aUser(bench, { site });
  for (const expired of ['31 days', '29 days', '-1 hours']) {
    await bench.sql(
      `INSERT INTO session (id, terminal_id, user_id, site_id, access_hash, access_until, refresh_hash, renewed_at,
                            created_at, expires_at)
       VALUES ($1, $1, $2, $3, '', now(), '', now(), now(), now() - $4::interval)`,
      [newId(), user.id, site.id, expired],
    );
  }
  await bench.sql(
    `INSERT INTO sign_in_failure VALUES ('a', '', now() - interval '25 hours'), ('b', '', now())`,
  );
  await bench.get(SessionHousekeeping).tidy();
  expect(await bench.sql('SELECT 1 FROM session')).toHaveLength(2);
  expect(await bench.sql('SELECT address FROM sign_in_failure')).toEqual([{ address: 'b' }]);
});
