import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aRun, confirmRun, type BuiltRun } from '../../testing/goods.js';
import { CustodyModule } from '../custody/index.js';
import { FAULT_CLUSTERS, ScanFaultsReader } from './scan-faults.reader.js';
import { VerificationModule } from './verification.module.js';
import { VerificationService } from './verification.service.js';

let bench: Bench;
let reader: ScanFaultsReader;
let harbor: Actor;
let other: Actor;
let regulator: Actor;
let run: BuiltRun;

beforeAll(async () => {
  bench = await openBench({ imports: [CustodyModule, VerificationModule] });
  reader = bench.get(ScanFaultsReader);
  const maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  harbor = await anActor(bench, { roles: ['PHARMACY'] });
  other = await anActor(bench, { roles: ['PHARMACY'] });
  regulator = await anActor(bench, { roles: ['REGULATOR'] });
  await bench.sql(`UPDATE site SET time_zone = 'Pacific/Kiritimati' WHERE id = $1`, [harbor.siteId]);
  run = await aRun(bench, maker, { lotNumber: 'KF' });
  await confirmRun(bench, run, [{ start: 0, end: 10, holder: harbor.partyId }]);
});
afterAll(() => bench.close());

const NOW = new Date('2026-11-20T12:00:00Z');
const at = (actor: Actor, eventTime: string, data = inSmallLetters(1)) =>
  bench.get(VerificationService).verify(actor, { data, channel: 'WEDGE', eventTime: new Date(eventTime) });
const inSmallLetters = (index: number) =>
  run.code(index).replace(run.serial(index), run.serial(index).toLowerCase());
const lostSeparator = (index: number) => run.code(index).replace('10KF', '10KF17300131');

it('likely faults are counted by place, fault and the place’s own day, within a week', async () => {
  await at(harbor, '2026-11-19T09:00:00Z');
  // The same moment is a day later on Kiritimati than in most of the world.
  await at(harbor, '2026-11-19T11:00:00Z', inSmallLetters(2));
  await at(harbor, '2026-11-20T11:59:00Z', inSmallLetters(3));
  await at(harbor, '2026-11-20T08:00:00Z', lostSeparator(4));
  await at(other, '2026-11-18T08:00:00Z');
  // Too old, not yet, and no faults.
  await at(harbor, '2026-11-13T11:59:00Z');
  await at(harbor, '2026-11-20T12:01:00Z');
  await at(harbor, '2026-11-19T09:00:00Z', run.code(1));
  await at(harbor, '2026-11-19T09:00:00Z', run.code(1).replace(run.serial(1), 'NOBODYS'));

  const [caps, lost] = [
    {
      siteId: harbor.siteId,
      fault: 'CAPS_LOCK',
      count: 3,
      lastAt: new Date('2026-11-20T11:59:00Z'),
      days: [
        { day: '2026-11-19', count: 1 },
        { day: '2026-11-20', count: 1 },
        { day: '2026-11-21', count: 1 },
      ],
    },
    { siteId: harbor.siteId, fault: 'SEPARATOR_LOST', count: 1, days: [{ day: '2026-11-20', count: 1 }] },
  ];
  expect(await reader.clusters(harbor, NOW)).toMatchObject([caps, lost]);
  expect(await reader.clusters(other, NOW)).toMatchObject([{ siteId: other.siteId, count: 1 }]);
  const all = await reader.clusters(regulator, NOW);
  expect(all[0]).toMatchObject(caps!);
  expect(all).toHaveLength(3);
});

it('they are counted by an index among many scans', async () => {
  await bench.sql(
    `
    INSERT INTO scan_record (at, event_time, site_id, verdict, light, mode, channel, repaired, near_miss, flagged)
      SELECT now(), now() - n * interval '1 minute', $1, 'PackOk', 'GREEN', 'VERIFY', 'API', false, false, false
      FROM generate_series(1, 20000) n`,
    [harbor.siteId],
  );
  await bench.sql('ANALYZE scan_record');
  const rows = await bench.sql<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${FAULT_CLUSTERS}`, [
    new Date('2026-11-13T12:00:00Z'),
    NOW,
    null,
    50,
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('scan_record_faults');
  expect(plan).not.toContain('Seq Scan on scan_record');
});
