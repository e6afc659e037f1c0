import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { newId } from '../../platform/ids/index.js';
import { ScanRetention } from './scan-retention.job.js';
import { VerificationModule } from './verification.module.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ imports: [VerificationModule] });
});
afterAll(() => bench.close());

it('scans are deleted after six years, some at a time, and none before', async () => {
  const scanned = (age: string) =>
    bench.sql(
      `INSERT INTO scan_record (at, event_time, site_id, verdict, light, mode, channel, repaired, near_miss, flagged)
       VALUES (now() - $1::interval, now(), $2, 'PackOk', 'GREEN', 'VERIFY', 'API', false, false, false)`,
      [age, newId()],
    );
  for (const age of ['7 years', '6 years 2 days', '6 years 1 day', '5 years 360 days', '1 day'])
    await scanned(age);
  const retention = bench.get(ScanRetention);
  expect(await retention.deleteSome(2)).toBe(2);
  expect(await retention.deleteSome(2)).toBe(1);
  expect(await retention.deleteSome(2)).toBe(0);
  const left = await bench.sql<{ days: number }>(
    `SELECT extract(day FROM now() - at)::int AS days FROM scan_record ORDER BY id`,
  );
  expect(left.map(({ days }) => days)).toEqual([expect.closeTo(2185, -1), 1]);
});
