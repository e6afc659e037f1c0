import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { flagScan } from '../../testing/flagged-scan.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import type { RuleCode } from './alert-rule.js';
import { AlertsModule } from './alerts.module.js';
import { AlertsReader, FOUND_BY_WORD } from './alerts.reader.js';
import { patternsOf } from './incident-filter.rules.js';

let bench: Bench;
let reader: AlertsReader;
let maker: Actor;
let harbor: Actor;
let lyon: Actor;
let regulator: Actor;
let run: BuiltRun;

beforeAll(async () => {
  bench = await openBench({ imports: [AlertsModule] });
  reader = bench.get(AlertsReader);
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  harbor = await anActor(bench, { roles: ['PHARMACY'] });
  lyon = await anActor(bench, { roles: ['PHARMACY'] });
  regulator = await anActor(bench, { roles: ['REGULATOR'] });
  await bench.sql(`UPDATE site SET name = 'Harbor Pharmacy', city = 'Portland' WHERE id = $1`, [
    harbor.siteId,
  ]);
  await bench.sql(`UPDATE site SET name = 'Pharmacie 100%', city = 'Lyon' WHERE id = $1`, [lyon.siteId]);
  run = await aRun(bench, maker, { units: 50 });
  await flagScan(bench, harbor, run, 'AB_7001');
  await flagScan(bench, harbor, run, 'ab57002', 'Decommissioned');
  await flagScan(bench, lyon, run, 'ZZ97003');
});
afterAll(() => bench.close());

/** The serial numbers of the incidents that the words find. */
async function found(actor: Actor, words: readonly string[], rules: readonly RuleCode[] = []) {
  const page = await reader.incidents(
    actor,
    { words: words.map((text) => ({ text, rules })) },
    { first: 100 },
  );
  const serials = await Promise.all(
    page.nodes.map(async ({ id }) => (await reader.alertsOf(actor, id)).map(({ serial }) => serial)),
  );
  const total = page.totalCount;
  expect(typeof total === 'number' ? total : await total()).toBe(page.nodes.length);
  return serials.flat().sort();
}

describe('the queue is narrowed to what every word finds', () => {
  it.each<[string, string[], string[]]>([
    ['a part of a place’s name, whatever its case', ['harb'], ['AB_7001', 'ab57002']],
    ['a town', ['lyon'], ['ZZ97003']],
    ['how a serial number begins', ['AB'], ['AB_7001', 'ab57002']],
    ['how a serial number ends', ['7003'], ['ZZ97003']],
    ['two words together', ['portland', '7001'], ['AB_7001']],
    ['words of two packs', ['7001', '7003'], []],
    ['what stands in the middle of a number', ['700'], []],
    ['a sign that searches give a meaning', ['AB_7'], ['AB_7001']],
    ['another such sign', ['%'], ['ZZ97003']],
    ['a word that nothing has', ['nowhere'], []],
  ])('%s', async (_, words, serials) => {
    expect(await found(regulator, words)).toEqual(serials);
  });

  it('how a lot begins, and rules that the word may mean', async () => {
    expect(await found(regulator, [run.lotNumber.slice(0, -1)])).toHaveLength(3);
    expect(await found(regulator, ['off'], ['DECOMMISSIONED_REAPPEARS'])).toEqual(['ab57002']);
  });
});

describe('a filter is no way to guess what one may not see', () => {
  it('a maker does not find a pharmacy, which finds itself and nobody else', async () => {
    expect(await found(maker, ['7001'])).toEqual(['AB_7001']);
    expect([await found(maker, ['harbor']), await found(maker, ['lyon'])]).toEqual([[], []]);
    expect(await found(harbor, ['harbor'])).toEqual(['AB_7001', 'ab57002']);
    expect(await found(harbor, ['7003'])).toEqual([]);
    expect(await found(harbor, ['any'], ['DUPLICATE_DISPENSE'])).toEqual(['AB_7001']);
  });

  it('what nobody types is refused', async () => {
    for (const words of [[' '], ['x'.repeat(61)], ['\0'], Array<string>(9).fill('a')])
      await expect(found(regulator, words)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

it('numbers are found by an index among many alerts', async () => {
  await bench.sql(`
    INSERT INTO incident (id, cause, rule, title, status, score, score_reason, gravest, alert_count, site_count, first_at, last_at)
      SELECT uuidv7(), 'cause ' || n, 'UNKNOWN_LOT', '', 'OPEN', 1, '', 'LOW', 1, 1, now(), now() FROM generate_series(1, 20000) n;
    INSERT INTO alert (id, incident_id, rule, finding, severity, title, sentence, evidence, status, event_time, raised_at,
                       lot_number, serial, occurrence)
      SELECT uuidv7(), id, rule, 'X', 'LOW', '', '', '{}', 'NEW', now(), now(), 'L' || id, 'S' || id, cause FROM incident;
    INSERT INTO alert_site SELECT id, uuidv7() FROM alert;
    ANALYZE;`);
  const { begins, ends, has } = patternsOf('9z');
  const names = { all: true, siteId: regulator.siteId, begins, ends, has, rules: ['UNDONE'] };
  const text = Object.entries(names).reduce(
    (sql, [name], at) => sql.replaceAll(new RegExp(`(?<!:):${name}\\b`, 'g'), `$${at + 1}`),
    FOUND_BY_WORD,
  );
  const rows = await bench.sql<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${text}`, Object.values(names));
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  for (const index of ['lot_words', 'serial_words', 'serial_ends', 'site_site'])
    expect(plan).toContain(`alert_${index}`);
  expect(plan).toContain('incident_rule');
  expect(plan).not.toMatch(/Seq Scan on (alert|incident)/);
});
