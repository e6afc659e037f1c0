import { describe, expect, it } from 'vitest';
import { alertsRows, simulate, type TrafficSize } from './alerts-rows.js';

const SMALL: TrafficSize = { seed: 7, pharmacies: 60, lots: 60, packs: 120, scale: 0.2 };

describe('simulated traffic', { timeout: 120_000 }, () => {
  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number) =>
      simulate({ ...SMALL, seed }).alerts.map(({ rule, at, place }) => [rule, at, place]);
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });

  it('is mostly honest, and never tells a rule which is which', () => {
    const { scans, honestScans, labels, alerts } = simulate(SMALL);
    expect(honestScans / scans).toBeGreaterThan(0.9);
    expect(new Set(labels.map(({ deceit }) => deceit)).size).toBe(8);
    expect(alerts.some(({ label }) => label === undefined) || alerts.length > 0).toBe(true);
  });
});

describe('the bench rows', { timeout: 180_000 }, () => {
  it('have ids of their own, and reach the limits that are promised for national traffic', () => {
    const rows = alertsRows({ ...SMALL, pharmacies: 150, lots: 150, packs: 200, scale: 0.4 });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.every(({ id }) => id.startsWith('alerts.'))).toBe(true);
    const value = (id: string) => rows.find((row) => row.id === id)!.value;
    expect(value('alerts.recall_copied_and_unknown')).toBeGreaterThanOrEqual(0.99);
    expect(value('alerts.recall_reused')).toBeGreaterThanOrEqual(0.99);
    expect(value('alerts.recall_diversion')).toBeGreaterThanOrEqual(0.9);
    expect(value('alerts.precision_of_shown_incidents')).toBeGreaterThanOrEqual(0.9);
    expect(value('alerts.false_per_10000_honest_scans')).toBeLessThan(1);
  });
});
