import type { Observation } from './observation.js';
import type { Thresholds } from './thresholds.js';

export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule found: the sentence that a person reads, the facts behind it, and the cause that groups alerts. */
export interface Finding {
  readonly sentence: string;
  readonly evidence: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Alerts with the same cause form one incident. */
  readonly cause: string;
  /** It is one alert a place and day whatever the pack, not one a pack. */
  readonly aboutPlace?: boolean;
  readonly severity?: Severity;
}

/** A rule is pure: the same observation gives the same finding, whoever asks and whenever. */
export interface AlertRule<Seen extends Observation = Observation> {
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  find(seen: Seen, thresholds: Thresholds): Finding | undefined;
}
