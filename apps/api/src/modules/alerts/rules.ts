import type { AlertRule, Finding, Severity } from './alert-rule.js';
import { deliveryMismatch, refusedByLedger, serialRepeated, twoMakers } from './goods.rules.js';
import type { Observation } from './observation.js';
import {
  notInCustody,
  reappeared,
  recordMismatch,
  repeatedHere,
  serialGuessing,
  suppliedElsewhere,
  suspectedFalsified,
  unknownSerial,
} from './scan.rules.js';
import {
  decommissionedSupplied,
  duplicateDispense,
  handedOutRefused,
  irregularSupply,
  recalledHandedOut,
  recalledSupplied,
  supplyNotInCustody,
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
    notInCustody,
    unknownSerial,
    serialGuessing,
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
  irregular: [irregularSupply, recalledSupplied],
  delivery: [deliveryMismatch],
  ledger: [refusedByLedger],
  registration: [serialRepeated, twoMakers],
};

/** A rule that fired. */
export interface Fired extends Finding {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
}

/** What the rules say about one observation. A near miss of a scanner, or a slip, is no evidence of anything. */
export function judge(seen: Observation): Fired[] {
  if (seen.kind === 'scan' && (seen.nearMiss || !seen.alarming)) return [];
  const rules: readonly AlertRule[] = RULES[seen.kind];
  return rules.flatMap((rule) => {
    const finding = rule.find(seen);
    if (!finding) return [];
    return [{ ...finding, rule: rule.code, title: rule.title, severity: finding.severity ?? rule.severity }];
  });
}
