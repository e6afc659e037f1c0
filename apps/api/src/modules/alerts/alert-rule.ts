import type { Thresholds } from '../thresholds/index.js';
import type { AlertFacts } from './alert-facts.js';
import type { Observation } from './observation.js';

export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const RULE_CODES = [
  'DUPLICATE_DISPENSE',
  'REPEATED_HERE',
  'DISPENSED_AGAIN',
  'NOT_IN_CUSTODY',
  'UNKNOWN_SERIAL',
  'UNKNOWN_LOT',
  'SERIAL_GUESSING',
  'IMPOSSIBLE_TRAVEL',
  'RECORD_MISMATCH',
  'DECOMMISSIONED_REAPPEARS',
  'SUSPECTED_FALSIFIED',
  'VOUCHER_MISUSED',
  'HANDED_OUT_REFUSED',
  'IRREGULAR_SUPPLY',
  'OUTFLOW_OVER_INFLOW',
  'DISPENSED_AND_UNDONE',
  'RECALLED_SUPPLIED',
  'DELIVERY_MISMATCH',
  'REFUSED_BY_LEDGER',
  'SERIAL_REPEATED',
  'LOT_OF_TWO_MAKERS',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** What exactly a rule found: one sentence on a screen, filled with the facts. */
export const FINDINGS = [
  'READ_ELSEWHERE',
  'READ_AGAIN_HERE',
  'BACK_DAYS_LATER',
  'DELIVERY_NOT_RECORDED',
  'NEVER_DELIVERED',
  'SERIAL_READ_TWICE',
  'SERIAL_NOT_CORRECTED',
  'LOT_NOT_REGISTERED',
  'SERIALS_TRIED',
  'TWO_PLACES_AT_ONCE',
  'RECORD_DIFFERS',
  'BACK_ON_A_COUNTER',
  'CONTRADICTS_RECORD',
  'SUPPLY_REPEATED_HERE',
  'SUPPLIED_ELSEWHERE',
  'SUPPLY_NOT_HELD',
  'SUPPLY_DECOMMISSIONED',
  'VOUCHER_INVALID',
  'VOUCHER_SPENT',
  'VOUCHER_EXCEEDED',
  'VOUCHER_CANCELLED',
  'REFUSED_AFTER_HAND_OUT',
  'SUPPLY_REPORTED',
  'SUPPLIES_UNAUTHORISED',
  'UNDONE_REPEATEDLY',
  'RECALLED_REPORTED',
  'RECALLED_HANDED_OUT',
  'DELIVERY_DIFFERS',
  'LEDGER_REFUSED',
  'SERIALS_REPEATED',
  'TWO_MAKERS',
] as const;
export type FindingCode = (typeof FINDINGS)[number];

/** What a rule found, the facts behind it, and the cause that groups alerts. */
export interface Finding {
  readonly finding: FindingCode;
  /** In English, for papers and evidence; screens have words of their own for the finding. */
  readonly sentence: string;
  readonly evidence: AlertFacts;
  /** Alerts with the same cause form one incident. */
  readonly cause: string;
  /** It is one alert a place and day whatever the pack, not one a pack. */
  readonly aboutPlace?: boolean;
  readonly severity?: Severity;
}

/** A rule is pure: the same observation gives the same finding, whoever asks and whenever. */
export interface AlertRule<Seen extends Observation = Observation> {
  readonly code: RuleCode;
  /** In English, for papers and evidence. */
  readonly title: string;
  readonly severity: Severity;
  /** Of scans, asked about those as well whose card by itself is no reason for an alert. */
  readonly alsoOrdinary?: boolean;
  find(seen: Seen, thresholds: Thresholds): Finding | undefined;
}
