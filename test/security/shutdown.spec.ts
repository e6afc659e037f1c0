import { aSite, openApiBench, signedIn } from '@custodia/api/testing';
import { Client } from 'pg';
import { expect, test } from 'vitest';

test('a process that is told to stop answers what it was asked before, and takes nothing new', async () => {
  const api = await openApiBench();
  const browser = await signedIn(api, { siteId: (await aSite(api)).id });
  await api.app.listen(0, '127.0.0.1');
  const url = await api.app.getUrl();
  const headers = {
    'content-type': 'application/json',
    origin: api.config.publicOrigin,
    'x-custodia-csrf': browser.cookies.get('custodia_csrf')!,
    cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
  // The request waits for a row that somebody else holds.
  const holder = new Client({ connectionString: api.config.databaseUrl });
  await holder.connect();
  await holder.query('BEGIN; SELECT 1 FROM session FOR UPDATE');
  const underWay = fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: 'mutation { signOut }' }),
  });
  await untilWaiting(holder);

  const closing = api.close();
  await expect
    .poll(() =>
      fetch(`${url}/health/ready`).then(
        ({ status }) => status,
        () => 'refused',
      ),
    )
    .not.toBe(200);
  await holder.query('ROLLBACK');
  const answer = await underWay;
  expect(await answer.json()).toEqual({ data: { signOut: true } });
  const { rows } = await holder.query('SELECT ended_at FROM session');
  expect(rows[0].ended_at).not.toBeNull();
  await holder.end();
  await closing;
});

async function untilWaiting(client: Client): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
}
