import { expect, it } from 'vitest';
import { toJson } from './report.js';
import { runBench } from './run.js';
import { readSettings } from './settings.js';

/** The contracts' own specs measure gas, the traffic's own its alerts; all else is run here, with sizes that take seconds. */
const PARTS = ['gs1', 'records', 'register', 'goodsin', 'verify', 'dispense', 'rebuild', 'memory'];

it('every part of the bench runs, and its figures keep their names', async () => {
  const report = await runBench(readSettings(['--quick', ...PARTS]), () => undefined);
  const { rows } = JSON.parse(toJson(report)) as { rows: { id: string; value: number; unit: string }[] };
  expect(rows.map(({ id }) => id).sort()).toEqual([
    'dispense.accepted.baskets',
    'dispense.accepted.baskets.p95',
    'dispense.accepted.single',
    'dispense.accepted.single.p95',
    'dispense.confirmed.baskets',
    'dispense.confirmed.single',
    'goodsin.100k',
    'gs1.parse',
    'lot.register.1m',
    'lot.register.1m.rss',
    'memory.api',
    'memory.chain',
    'memory.postgres',
    'memory.worker',
    'rebuild',
    'records.gas.grant',
    'records.gas.revoke',
    'records.grant.browser',
    'records.grant.node',
    'records.listed.500.browser',
    'records.listed.500.node',
    'records.open.50.browser',
    'records.open.50.node',
    'records.open.500.browser',
    'records.open.500.node',
    'records.open.first.browser',
    'records.open.first.node',
    'records.release',
    'records.released.500.browser',
    'records.released.500.node',
    'records.revoke.browser',
    'records.revoke.node',
    'records.seal.browser',
    'records.seal.node',
    'records.signup.browser',
    'records.signup.node',
    'storage.dispense',
    'storage.scan',
    'storage.unit',
    'verify.graphql.p50@100',
    'verify.graphql.p50@50',
    'verify.graphql.p95@100',
    'verify.graphql.p95@50',
    'verify.graphql.p99@100',
    'verify.graphql.p99@50',
    'verify.graphql.saturation',
    'verify.rest.p50@100',
    'verify.rest.p50@50',
    'verify.rest.p95@100',
    'verify.rest.p95@50',
    'verify.rest.p99@100',
    'verify.rest.p99@50',
    'verify.rest.saturation',
  ]);
  for (const { id, value, unit } of rows) expect([id, value > 0, unit.length > 0]).toEqual([id, true, true]);
  expect(report.rows.filter(({ note }) => note)).toEqual([]);
});
