import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../database/data-source.js';
import { ALSO_READ_ELSEWHERE } from '../../modules/verification/scan-recorder.js';
import type { AlertsRow } from './alerts-rows.js';

/** As many scans as are written at once when a thousand come in a second. */
const BATCH = 100;
const ROUNDS = 100;

/** What it costs to compare a green scan with the last reads of its pack, in an empty database of the product. */
export async function comparedRow(databaseUrl: string, reads: number): Promise<AlertsRow> {
  await migrate(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const sites = await fill(client, reads);
    const units = Math.ceil(reads / 4);
    const any = () => Math.floor(Math.random() * units);
    let nanoseconds = 0n;
    for (let round = 0; round < ROUNDS; round++) {
      const batch = Array.from({ length: BATCH }, () => ({ idx: any(), site: sites[any() % sites.length] }));
      const values = [
        batch.map(() => 1),
        batch.map(({ idx }) => idx),
        batch.map(({ site }) => site),
        batch.map(() => new Date()),
      ];
      const began = process.hrtime.bigint();
      await client.query(ALSO_READ_ELSEWHERE, values);
      nanoseconds += process.hrtime.bigint() - began;
    }
    return {
      id: 'alerts.compared_per_scan',
      what: `comparing a green scan with the last reads of its pack, in PostgreSQL, ${BATCH} at once, beside the answer`,
      value: Math.round(Number(nanoseconds) / ROUNDS / BATCH / 10) / 100,
      unit: 'µs',
    };
  } finally {
    await client.end();
  }
}

/** A month of reads of one run at 300 pharmacies, four of each pack. */
async function fill(client: pg.Client, reads: number): Promise<string[]> {
  const organisation = randomUUID();
  await client.query('INSERT INTO organisation VALUES ($1, $2)', [organisation, 'Pharmacies']);
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO site (id, organisation_id, gln, name, roles, market, time_zone, country, city, created_at)
     SELECT gen_random_uuid(), $1, lpad(n::text, 13, '0'), 'Pharmacy ' || n, '{PHARMACY}', 'EU', 'Europe/Berlin', 'DE',
            'Town ' || n % 30, now()
     FROM generate_series(1, 300) n RETURNING id`,
    [organisation],
  );
  await client.query(
    `INSERT INTO scan_record (at, event_time, site_id, verdict, light, mode, channel, repaired, near_miss, flagged,
                              run_id, idx)
     SELECT at, at, ($2::uuid[])[1 + floor(random() * 300)::int], 'PackOk', 'GREEN', 'VERIFY', 'WEDGE', false, false,
            false, 1, n / 4
     FROM (SELECT n, now() - random() * interval '30 days' AS at FROM generate_series(1, $1::int) n) made`,
    [reads, rows.map(({ id }) => id)],
  );
  await client.query('ANALYZE scan_record');
  return rows.map(({ id }) => id);
}
