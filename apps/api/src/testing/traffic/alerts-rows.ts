import { dishonestTraffic } from './dishonest.js';
import { honestTraffic } from './honest.js';
import { Replay, type Raised, type Replayed } from './replay.js';
import { makeWorld, MINUTE, type Deceit, type Label } from './world.js';

/** A figure as the bench prints it; `ratio` is the value as a share of its limit. */
export interface BenchRow {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  readonly ratio: number | null;
}

/** A country's month, small or large. */
export interface TrafficSize {
  readonly seed: number;
  readonly pharmacies: number;
  readonly lots: number;
  readonly packs: number;
  /** How much is dishonest, 1 being what a country of 300 pharmacies may see in a bad month. */
  readonly scale: number;
}

export const FULL_SIZE: TrafficSize = { seed: 2026, pharmacies: 300, lots: 600, packs: 400, scale: 1 };

/** Below it an incident is an exception of the place itself, folded at the end of the queue. */
const SHOWN_FROM = 30;

const START = Date.UTC(2026, 0, 5);

export interface Simulated extends Replayed {
  readonly labels: readonly Label[];
}

/** A month of traffic through verdicts and rules. Our own simulation: it measures the rules against our assumptions. */
export function simulate({ seed, pharmacies, lots, packs, scale }: TrafficSize): Simulated {
  const world = makeWorld(seed, { pharmacies, lots, packs });
  const deceits = dishonestTraffic(world, START, scale);
  const acts = [...honestTraffic(world, START, deceits.spared), ...deceits.acts];
  return { ...new Replay(world).play(acts), labels: deceits.labels };
}

/** The rows `alerts.*` of the bench. */
export function alertsRows(size: TrafficSize = FULL_SIZE): BenchRow[] {
  const result = simulate(size);
  const { alerts, incidents, scans, honestScans, labels } = result;
  const shown = incidents.filter(({ score }) => score >= SHOWN_FROM);
  const isTrue = ({ label }: Raised) => label !== undefined;
  const found = new Set(shown.flatMap((incident) => incident.alerts.flatMap(({ label }) => label?.id ?? [])));
  const recall = (...deceits: Deceit[]) => {
    const asked = labels.filter(({ deceit }) => deceits.includes(deceit));
    return share(asked.filter(({ id }) => found.has(id)).length, asked.length);
  };
  const honest = alerts.filter((alert) => !isTrue(alert));
  const shownAlerts = new Set(shown.flatMap((incident) => incident.alerts));
  const rules = [...new Set(alerts.map(({ rule }) => rule))].sort();
  const deceits = [...new Set(labels.map(({ deceit }) => deceit))].sort();
  return [
    row('alerts.scans', scans, 'scans', null),
    row(
      'alerts.precision_of_shown_incidents',
      share(shown.filter((incident) => incident.alerts.some(isTrue)).length, shown.length),
      'share',
      0.9,
    ),
    row('alerts.recall_overall', recall(...deceits), 'share', null),
    row(
      'alerts.recall_copied_and_unknown',
      recall('COPIED_SERIAL', 'UNKNOWN_SERIAL', 'INVENTED_LOT'),
      'share',
      0.99,
    ),
    row('alerts.recall_reused', recall('REUSED_PACK'), 'share', 0.99),
    row('alerts.recall_diversion', recall('DIVERSION'), 'share', 0.9),
    ...deceits.map((deceit) => row(`alerts.recall.${deceit.toLowerCase()}`, recall(deceit), 'share', null)),
    ...rules.map((rule) => {
      const fired = alerts.filter((alert) => alert.rule === rule);
      return row(
        `alerts.precision.${rule.toLowerCase()}`,
        share(fired.filter(isTrue).length, fired.length),
        'share',
        null,
      );
    }),
    row('alerts.per_10000_scans', rounded((alerts.length / scans) * 10_000), 'alerts', null),
    row('alerts.false_per_10000_honest_scans', rounded((honest.length / honestScans) * 10_000), 'alerts', 1),
    row(
      'alerts.false_shown_per_10000_honest_scans',
      rounded((honest.filter((alert) => shownAlerts.has(alert)).length / honestScans) * 10_000),
      'alerts',
      1,
    ),
    row('alerts.minutes_to_detect_median', minutesToDetect(alerts, 0.5), 'minutes', null),
    row('alerts.minutes_to_detect_p95', minutesToDetect(alerts, 0.95), 'minutes', null),
    row('alerts.rules_per_scan', rounded(result.nanosecondsAScan / 1_000), 'µs', null),
  ];
}

/** From the first scan of a false pack to the first alert about it. */
function minutesToDetect(alerts: readonly Raised[], quantile: number): number {
  const first = new Map<string, number>();
  for (const { label, at, since } of alerts)
    if (label) first.set(label.id, Math.min(first.get(label.id) ?? Infinity, (at - since) / MINUTE));
  const sorted = [...first.values()].sort((a, b) => a - b);
  return rounded(sorted[Math.floor(sorted.length * quantile)] ?? 0);
}

function row(id: string, value: number, unit: string, limit: number | null): BenchRow {
  return { id, value, unit, limit, ratio: limit === null ? null : rounded(value / limit) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : rounded(part / whole);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
