import { RULE_CODES, type RuleCode } from '../../modules/alerts/alert-rule.js';
import type { MarketCode } from '../../platform/access/index.js';
import { dishonestTraffic } from './dishonest.js';
import { honestTraffic } from './honest.js';
import { Replay } from './replay.js';
import type { Raised, Replayed } from './replayed.js';
import { makeWorld, MINUTE, type Deceit, type Label } from './world.js';

export { comparedRow } from './compared-row.js';

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

/** A country's month, small or large; there is one of each market. */
export interface TrafficSize {
  readonly seed: number;
  readonly pharmacies: number;
  readonly lots: number;
  readonly packs: number;
  /** How much is dishonest, 1 being what a country of 300 pharmacies may see in a bad month. */
  readonly scale: number;
}

export const FULL_SIZE: TrafficSize = { seed: 2026, pharmacies: 300, lots: 600, packs: 400, scale: 1 };

/** Below it an incident is an exception of the place itself, at the end of the queue. */
const SHOWN_FROM = 30;

const START = Date.UTC(2026, 0, 5);

/** What each rule is there to find. Its recall is of these; what it finds besides counts for its precision alone. */
export const MEANT_FOR: Readonly<Record<RuleCode, readonly Deceit[]>> = {
  DUPLICATE_DISPENSE: ['COPIED_SERIAL', 'REUSED_PACK'],
  REPEATED_HERE: ['CHARGED_AGAIN'],
  DISPENSED_AGAIN: ['REFILLED_HERE', 'CHARGED_AGAIN'],
  NOT_IN_CUSTODY: ['DIVERSION', 'FORGED_PEDIGREE'],
  UNKNOWN_SERIAL: ['UNKNOWN_SERIAL'],
  UNKNOWN_LOT: ['INVENTED_LOT'],
  SERIAL_GUESSING: ['GUESSING'],
  IMPOSSIBLE_TRAVEL: ['TWO_TOWNS'],
  RECORD_MISMATCH: ['RELABELLED'],
  DECOMMISSIONED_REAPPEARS: ['THEFT', 'WASTE_SOLD'],
  SUSPECTED_FALSIFIED: ['INVENTED_LABEL'],
  VOUCHER_MISUSED: ['FORGED_VOUCHER'],
  HANDED_OUT_REFUSED: ['HANDED_OUT_TWICE', 'RECALLED_SOLD'],
  IRREGULAR_SUPPLY: ['UNAUTHORISED_SUPPLY'],
  OUTFLOW_OVER_INFLOW: ['UNAUTHORISED_SUPPLY'],
  DISPENSED_AND_UNDONE: ['UNDONE_AND_SOLD'],
  RECALLED_SUPPLIED: ['RECALLED_SOLD'],
  DELIVERY_MISMATCH: ['TAKEN_ON_THE_WAY'],
  REFUSED_BY_LEDGER: ['SWAPPED_SERIALS'],
  SERIAL_REPEATED: ['SERIALS_TWICE'],
  LOT_OF_TWO_MAKERS: ['SECOND_MAKER'],
};

export interface Simulated extends Replayed {
  readonly labels: readonly Label[];
}

/** A month of traffic through verdicts and rules. Our own simulation: it measures the rules against our assumptions. */
export function simulate(market: MarketCode, { seed, scale, ...size }: TrafficSize): Simulated {
  const world = makeWorld(market, seed, size);
  const deceits = dishonestTraffic(world, START, scale);
  const acts = [...honestTraffic(world, START, deceits.spared), ...deceits.acts];
  return { ...new Replay(world).play(acts), labels: deceits.labels };
}

/** The rows `alerts.*` of the bench. */
export function alertsRows(size: TrafficSize = FULL_SIZE): AlertsRow[] {
  const us = new Measured([simulate('US', size)]);
  const eu = new Measured([simulate('EU', size)]);
  const all = new Measured([...us.months, ...eu.months]);
  return [
    ...all.targeted('', ''),
    ...us.targeted('us.', ', custody kept as in the US'),
    ...eu.targeted('eu.', ', checked at the counter as in the EU'),
    ...all.deceits(),
    ...all.rules(),
    ...all.cost(),
  ].map(({ what, ...row }) => ({ ...row, what: `${what} (own simulation)` }));
}

/** What months of traffic say of the rules. */
class Measured {
  private readonly alerts: readonly Raised[];
  private readonly labels: readonly Label[];
  private readonly scans: number;
  private readonly honestScans: number;

  constructor(readonly months: readonly Simulated[]) {
    this.alerts = months.flatMap(({ alerts }) => alerts);
    this.labels = months.flatMap(({ labels }) => labels);
    this.scans = sum(months.map(({ scans }) => scans));
    this.honestScans = sum(months.map(({ honestScans }) => honestScans));
  }

  /** What was promised. */
  targeted(scope: string, where: string): AlertsRow[] {
    const shown = this.shown();
    const trueIncidents = shown.filter((incident) => incident.alerts.some(isTrue));
    const honest = this.alerts.filter((alert) => !isTrue(alert));
    const shownAlerts = new Set(shown.flatMap((incident) => incident.alerts));
    const shownFalse = honest.filter((alert) => shownAlerts.has(alert));
    // prettier-ignore
    return [
      row(`${scope}scans`, `scans of the simulated month${where}`, this.scans, 'scans'),
      row(`${scope}precision_of_shown_incidents`, `incidents shown to a regulator that are about something${where}`, share(trueIncidents.length, shown.length), 'share', { least: 0.9 }),
      row(`${scope}recall_overall`, `deceits found${where}`, this.recall(...new Set(this.labels.map(({ deceit }) => deceit))), 'share'),
      row(`${scope}recall_copied_and_unknown`, `copied and unknown serials found${where}`, this.recall('COPIED_SERIAL', 'UNKNOWN_SERIAL', 'INVENTED_LOT'), 'share', { least: 0.99 }),
      row(`${scope}recall_reused`, `reused packs found${where}`, this.recall('REUSED_PACK', 'REFILLED_HERE'), 'share', { least: 0.99 }),
      ...(this.labels.some(({ deceit }) => deceit === 'DIVERSION') ? [row(`${scope}recall_diversion`, `diversions found${where}`, this.recall('DIVERSION'), 'share', { least: 0.9 })] : []),
      row(`${scope}per_10000_scans`, `alerts in 10,000 scans${where}`, inScans(this.alerts.length, this.scans), 'alerts'),
      row(`${scope}false_per_10000_honest_scans`, `false alerts in 10,000 honest scans${where}`, inScans(honest.length, this.honestScans), 'alerts', { most: 1 }),
      row(`${scope}false_shown_per_10000_honest_scans`, `of them shown to a regulator${where}`, inScans(shownFalse.length, this.honestScans), 'alerts', { most: 1 }),
    ];
  }

  /** How many of each deceit are in an incident that a regulator is shown. */
  deceits(): AlertsRow[] {
    const kinds = [...new Set(this.labels.map(({ deceit }) => deceit))].sort();
    return kinds.map((kind) =>
      row(`recall.${kind.toLowerCase()}`, `found of ${kind}`, this.recall(kind), 'share'),
    );
  }

  /** Of each rule, how many of its alerts are true, and of how many deceits that it is meant for it fired. */
  rules(): AlertsRow[] {
    return RULE_CODES.toSorted().flatMap((rule) => {
      const fired = this.alerts.filter((alert) => alert.rule === rule);
      const found = new Set(fired.map(({ label }) => label?.id));
      const meant = this.labels.filter(({ deceit }) => MEANT_FOR[rule].includes(deceit));
      const hits = meant.filter(({ id }) => found.has(id)).length;
      const precision = share(fired.filter(isTrue).length, fired.length);
      const id = rule.toLowerCase();
      return [
        row(`precision.${id}`, `alerts of ${rule} that are true`, precision, 'share'),
        row(
          `rule_recall.${id}`,
          `found by ${rule} of what it is meant for`,
          share(hits, meant.length),
          'share',
        ),
      ];
    });
  }

  cost(): AlertsRow[] {
    const microseconds = sum(this.months.map(({ nanoseconds }) => nanoseconds)) / this.scans / 1_000;
    // prettier-ignore
    return [
      row('minutes_to_detect_median', 'from the first scan of a false pack to the first alert, median', this.minutesToDetect(0.5), 'min'),
      row('minutes_to_detect_p95', 'the same, p95', this.minutesToDetect(0.95), 'min'),
      row('rules_per_scan', 'evaluation of all rules for a scan', rounded(microseconds), 'µs'),
    ];
  }

  private shown() {
    return this.months.flatMap(({ incidents }) => incidents.filter(({ score }) => score >= SHOWN_FROM));
  }

  private recall(...deceits: Deceit[]): number {
    const found = new Set(
      this.shown().flatMap((incident) => incident.alerts.flatMap(({ label }) => label?.id ?? [])),
    );
    const asked = this.labels.filter(({ deceit }) => deceits.includes(deceit));
    return share(asked.filter(({ id }) => found.has(id)).length, asked.length);
  }

  /** From the first scan of a false pack to the first alert about it. */
  private minutesToDetect(quantile: number): number {
    const first = new Map<string, number>();
    for (const { label, at, since } of this.alerts)
      if (label) first.set(label.id, Math.min(first.get(label.id) ?? Infinity, (at - since) / MINUTE));
    const sorted = [...first.values()].sort((a, b) => a - b);
    return rounded(sorted[Math.floor(sorted.length * quantile)] ?? 0);
  }
}

function row(id: string, what: string, value: number, unit: string, target?: Target): AlertsRow {
  return { id: `alerts.${id}`, what, value, unit, ...(target && { target }) };
}

function isTrue({ label }: Raised): boolean {
  return label !== undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function inScans(count: number, of: number): number {
  return rounded((count / of) * 10_000);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : rounded(part / whole);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
