import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { newId } from '../../platform/ids/index.js';
import { AlertsModule } from './index.js';
import { RuleRatesResolver } from './rule-rates.resolver.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ imports: [AlertsModule] });
});
afterAll(() => bench.close());

/** An incident with an alert of each rule, closed so many days ago; open without a code. */
async function anIncident(rules: string[], code: string | null, daysAgo = 1): Promise<void> {
  const id = newId();
  await bench.sql(
    `INSERT INTO incident (id, cause, rule, title, status, score, score_reason, gravest, alert_count, site_count,
                           first_at, last_at, closing_code, closed_at)
     VALUES ($1::uuid, $1::uuid::text, $2, '', $3, 1, '', 'LOW', 1, 1, now(), now(), $4,
             CASE WHEN $4::text IS NOT NULL THEN now() - make_interval(days => $5) END)`,
    [id, rules[0], code ? 'CLOSED' : 'OPEN', code, daysAgo],
  );
  for (const rule of rules)
    await bench.sql(
      `INSERT INTO alert (id, incident_id, rule, finding, severity, title, sentence, evidence, status, event_time,
                          raised_at, occurrence)
       VALUES ($1, $2, $3, 'READ_ELSEWHERE', 'LOW', '', '', '{}', 'NEW', now(), now(), $4)`,
      [newId(), id, rule, newId()],
    );
}

describe('what regulators see of the rules', () => {
  it('counts an incident for each of its rules, once, and those of the time asked for', async () => {
    await anIncident(['UNKNOWN_SERIAL', 'UNKNOWN_SERIAL', 'IMPOSSIBLE_TRAVEL'], 'CONFIRMED_FALSIFIED');
    await anIncident(['UNKNOWN_SERIAL'], 'SCANNER_OR_SOFTWARE');
    await anIncident(['UNKNOWN_SERIAL'], 'SCANNER_OR_SOFTWARE', 40);
    await anIncident(['UNKNOWN_SERIAL'], null);
    const rates = bench.get(RuleRatesResolver);
    const of = async (rule: string, days: number) =>
      (await rates.ruleRates(days)).find((rate) => rate.rule === rule);
    expect(await of('UNKNOWN_SERIAL', 30)).toMatchObject({
      closed: 2,
      confirmed: 1,
      precision: 0.5,
      open: 1,
    });
    expect(await of('UNKNOWN_SERIAL', 90)).toMatchObject({
      closed: 3,
      confirmed: 1,
      precision: 1 / 3,
      open: 1,
    });
    expect(await of('IMPOSSIBLE_TRAVEL', 90)).toMatchObject({ closed: 1, precision: 1 });
    expect(await of('REPEATED_HERE', 90)).toMatchObject({ closed: 0, precision: null });
    for (const days of [0, -1, 4_000])
      await expect(rates.ruleRates(days)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});
