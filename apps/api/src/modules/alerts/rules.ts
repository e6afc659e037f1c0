import type { Thresholds } from '../thresholds/index.js';
import type { AlertRule, Finding, RuleCode, Severity } from './alert-rule.js';
import { deliveryMismatch, refusedByLedger, serialRepeated, twoMakers } from './goods.rules.js';
import type { Observation } from './observation.js';
import {
  dispensedAgain,
  impossibleTravel,
  notInCustody,
  reappeared,
  recordMismatch,
  repeatedHere,
  serialGuessing,
  suppliedElsewhere,
  suspectedFalsified,
  unknownLot,
  unknownSerial,
} from './scan.rules.js';
import {
  decommissionedSupplied,
  duplicateDispense,
  handedOutRefused,
  irregularSupply,
  outflow,
  recalledHandedOut,
  recalledSupplied,
  supplyNotInCustody,
  undoneAgain,
  voucherMisused,
} from './supply.rules.js';

type RulesOf = {
  readonly [Kind in Observation['kind']]: readonly AlertRule<Extract<Observation, { kind: Kind }>>[];
};

/** Every rule there is, by what it looks at. */
export const RULES: RulesOf = {
  scan: [
    suppliedElsewhere,
    repeatedHere,
    dispensedAgain,
    notInCustody,
    unknownSerial,
    unknownLot,
    serialGuessing,
    impossibleTravel,
    recordMismatch,
    reappeared,
    suspectedFalsified,
  ],
  refusal: [
    duplicateDispense,
    supplyNotInCustody,
    decommissionedSupplied,
    voucherMisused,
    handedOutRefused,
    recalledHandedOut,
  ],
  irregular: [irregularSupply, recalledSupplied, outflow],
  undone: [undoneAgain],
  delivery: [deliveryMismatch],
  ledger: [refusedByLedger],
  registration: [serialRepeated, twoMakers],
};

/** A rule that fired. */
export interface Fired extends Finding {
  readonly rule: RuleCode;
  readonly title: string;
  readonly severity: Severity;
}

/** What a rule that failed is reported to: it never keeps the others from looking. */
export type RuleFailure = (rule: string, error: unknown) => void;

/**
 * What the rules say about one observation. A near miss of a scanner, or a slip, is no evidence of anything.
 * @throws nothing: a rule that throws is reported and passed over
 */
export function judge(
  seen: Observation,
  thresholds: Thresholds,
  onFailure: RuleFailure,
  rules: readonly AlertRule[] = RULES[seen.kind],
): Fired[] {
  if (seen.kind === 'scan' && seen.nearMiss) return [];
  const ordinary = seen.kind === 'scan' && !seen.alarming;
  return rules.flatMap((rule) => {
    if (ordinary && !rule.alsoOrdinary) return [];
    try {
      const finding = rule.find(seen, thresholds);
      if (!finding) return [];
      const severity = finding.severity ?? rule.severity;
      return [{ ...finding, rule: rule.code, title: rule.title, severity }];
    } catch (error) {
      onFailure(rule.code, error);
      return [];
    }
  });
}
