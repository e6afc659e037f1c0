import type { RuleCode, Severity } from '../../modules/alerts/alert-rule.js';
import { scoreIncident } from '../../modules/alerts/incident-score.js';
import type { Label } from './world.js';

/** An alert, and whose doing it was: the label is put beside it here, no rule ever sees one. */
export interface Raised {
  readonly at: number;
  readonly rule: RuleCode;
  readonly severity: Severity;
  readonly cause: string;
  readonly place: string;
  readonly label: Label | undefined;
  /** When what it is about was first read. */
  readonly since: number;
}

export interface Incident {
  readonly cause: string;
  readonly score: number;
  readonly alerts: readonly Raised[];
}

export interface Replayed {
  readonly scans: number;
  readonly honestScans: number;
  readonly alerts: readonly Raised[];
  readonly incidents: readonly Incident[];
  /** Of the rules alone. */
  readonly nanoseconds: number;
}

/** Alerts with one cause, and the score that their incident would have. */
export function incidentsOf(raised: readonly Raised[]): Incident[] {
  const causes = new Map<string, Raised[]>();
  for (const alert of raised) causes.set(alert.cause, [...(causes.get(alert.cause) ?? []), alert]);
  return [...causes].map(([cause, alerts]) => ({
    cause,
    alerts,
    score: scoreIncident(
      alerts.map(({ severity }) => severity),
      new Set(alerts.map(({ place }) => place)).size,
    ).score,
  }));
}
