import { dishonestTraffic } from './dishonest.js';
import { honestTraffic } from './honest.js';
import { Replay, type Raised, type Replayed } from './replay.js';
import { makeWorld, MINUTE, type Deceit, type Label } from './world.js';

/** A figure as the bench prints it. */
export interface AlertsRow {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: Target;
}

/** What was promised: at most or at least so much. */
type Target = { readonly most: number } | { readonly least: number };

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
export function alertsRows(size: TrafficSize = FULL_SIZE): AlertsRow[] {
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
  const shownFalse = honest.filter((alert) => shownAlerts.has(alert));
  const trueIncidents = shown.filter((incident) => incident.alerts.some(isTrue));
  const rules = [...new Set(alerts.map(({ rule }) => rule))].sort();
  const deceits = [...new Set(labels.map(({ deceit }) => deceit))].sort();
  const firedBy = (rule: string) => alerts.filter((alert) => alert.rule === rule);
  const precision = (of: readonly Raised[]) => share(of.filter(isTrue).length, of.length);
  const inScans = (count: number, of: number) => rounded((count / of) * 10_000);
  const detected = (quantile: number) => minutesToDetect(alerts, quantile);

  // prettier-ignore
  const figures: readonly (readonly [id: string, what: string, value: number, unit: string, target?: Target])[] = [
    ['scans', 'scans of the simulated month', scans, 'scans'],
    ['precision_of_shown_incidents', 'incidents shown to a regulator that are about something', share(trueIncidents.length, shown.length), 'share', { least: 0.9 }],
    ['recall_overall', 'false packs found', recall(...deceits), 'share'],
    ['recall_copied_and_unknown', 'copied and unknown serials found', recall('COPIED_SERIAL', 'UNKNOWN_SERIAL', 'INVENTED_LOT'), 'share', { least: 0.99 }],
    ['recall_reused', 'reused packs found', recall('REUSED_PACK'), 'share', { least: 0.99 }],
    ['recall_diversion', 'diversions found', recall('DIVERSION'), 'share', { least: 0.9 }],
    ...deceits.map((deceit) => [`recall.${deceit.toLowerCase()}`, `found of ${deceit}`, recall(deceit), 'share'] as const),
    ...rules.map((rule) => [`precision.${rule.toLowerCase()}`, `alerts of ${rule} that are true`, precision(firedBy(rule)), 'share'] as const),
    ['per_10000_scans', 'alerts in 10,000 scans', inScans(alerts.length, scans), 'alerts'],
    ['false_per_10000_honest_scans', 'false alerts in 10,000 honest scans', inScans(honest.length, honestScans), 'alerts', { most: 1 }],
    ['false_shown_per_10000_honest_scans', 'of them shown to a regulator', inScans(shownFalse.length, honestScans), 'alerts', { most: 1 }],
    ['minutes_to_detect_median', 'from the first scan of a false pack to the first alert, median', detected(0.5), 'min'],
    ['minutes_to_detect_p95', 'the same, p95', detected(0.95), 'min'],
    ['rules_per_scan', 'evaluation of all rules for a scan', rounded(result.nanosecondsAScan / 1_000), 'µs'],
  ];
  return figures.map(([id, what, value, unit, target]) => ({
    id: `alerts.${id}`,
    what: `${what} (own simulation)`,
    value,
    unit,
    ...(target && { target }),
  }));
}

/** From the first scan of a false pack to the first alert about it. */
function minutesToDetect(alerts: readonly Raised[], quantile: number): number {
  const first = new Map<string, number>();
  for (const { label, at, since } of alerts)
    if (label) first.set(label.id, Math.min(first.get(label.id) ?? Infinity, (at - since) / MINUTE));
  const sorted = [...first.values()].sort((a, b) => a - b);
  return rounded(sorted[Math.floor(sorted.length * quantile)] ?? 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : rounded(part / whole);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
