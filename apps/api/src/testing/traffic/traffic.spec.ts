import { beforeAll, describe, expect, it } from 'vitest';
import { RULE_CODES } from '../../modules/alerts/alert-rule.js';
import { alertsRows, MEANT_FOR, simulate, type AlertsRow, type TrafficSize } from './alerts-rows.js';
import { dishonestTraffic } from './dishonest.js';
import { honestTraffic } from './honest.js';
import { Replay } from './replay.js';
import { makeWorld, type Label } from './world.js';

const START = Date.UTC(2026, 0, 5);
const SMALL: TrafficSize = { seed: 7, pharmacies: 60, lots: 60, packs: 120, scale: 0.2 };

describe('simulated traffic', { timeout: 120_000 }, () => {
  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number) =>
      simulate('US', { ...SMALL, seed }).alerts.map(({ rule, at, place }) => [rule, at, place]);
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });

  it.each([
    ['US', ['DIVERSION', 'FORGED_PEDIGREE', 'TAKEN_ON_THE_WAY']],
    ['EU', []],
  ] as const)('of %s is mostly honest, and has every deceit that is one there', (market, ofCustody) => {
    const { scans, honestScans, labels } = simulate(market, SMALL);
    expect(honestScans / scans).toBeGreaterThan(0.9);
    const every = new Set(Object.values(MEANT_FOR).flat());
    for (const deceit of ['DIVERSION', 'FORGED_PEDIGREE', 'TAKEN_ON_THE_WAY', 'HANDED_OUT_TWICE'] as const)
      every.delete(deceit);
    const expected = [...every, 'HANDED_OUT_TWICE', ...ofCustody].sort();
    expect([...new Set(labels.map(({ deceit }) => deceit))].sort()).toEqual(expected);
  });

  it('never tells a rule which is which: without labels the alerts are the same', () => {
    const size = { ...SMALL, pharmacies: 30, lots: 60, packs: 60, scale: 0.1 };
    const played = (labelled: boolean) => {
      const world = makeWorld('EU', size.seed, size);
      const { acts, spared } = dishonestTraffic(world, START, size.scale);
      if (!labelled) for (const act of acts) delete (act as { label?: Label }).label;
      const { alerts } = new Replay(world).play([...honestTraffic(world, START, spared), ...acts]);
      return alerts.map(({ rule, severity, cause, at, place }) => ({ rule, severity, cause, at, place }));
    };
    const alerts = played(false);
    expect(alerts.length).toBeGreaterThan(20);
    expect(alerts).toEqual(played(true));
  });
});

describe('the bench rows', { timeout: 180_000 }, () => {
  let rows: readonly AlertsRow[];
  const value = (id: string) => rows.find((row) => row.id === `alerts.${id}`)?.value;
  beforeAll(() => {
    rows = alertsRows({ ...SMALL, pharmacies: 100, lots: 120, packs: 200, scale: 0.3 });
  });

  it('have ids of their own', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.every(({ id }) => id.startsWith('alerts.'))).toBe(true);
  });

  it.each(['', 'us.', 'eu.'])('%s reach the limits that are promised for national traffic', (scope) => {
    expect(value(`${scope}recall_copied_and_unknown`)).toBeGreaterThanOrEqual(0.99);
    expect(value(`${scope}recall_reused`)).toBeGreaterThanOrEqual(0.99);
    expect(value(`${scope}precision_of_shown_incidents`)).toBeGreaterThanOrEqual(0.9);
    if (scope !== 'eu.') expect(value(`${scope}recall_diversion`)).toBeGreaterThanOrEqual(0.9);
  });

  it('tell honest people apart, as promised', () => {
    expect(value('false_per_10000_honest_scans')).toBeLessThan(1);
  });

  it.each(RULE_CODES)(
    'say of %s how often it is right, and what it finds of what it is meant for',
    (rule) => {
      expect(value(`precision.${rule.toLowerCase()}`)).toBeGreaterThan(0);
      expect(value(`rule_recall.${rule.toLowerCase()}`)).toBeGreaterThanOrEqual(0.5);
    },
  );
});
