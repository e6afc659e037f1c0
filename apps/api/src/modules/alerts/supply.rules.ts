import { packFacts, type AlertFacts } from './alert-facts.js';
import type { AlertRule, FindingCode, Severity } from './alert-rule.js';
import { deliveryCause, lotCause, packCause, packWords } from './cause.js';
import type { IrregularObserved, RefusalObserved, UndoneObserved } from './observation.js';

const RECALLED = new Set(['LotIsRecalled', 'LotIsWithdrawn']);

/** The same pack twice. A pharmacy that asks again for what it dispensed itself may make a slip, as its market allows. */
export const duplicateDispense: AlertRule<RefusalObserved> = {
  code: 'DUPLICATE_DISPENSE',
  title: 'Already dispensed',
  severity: 'HIGH',
  find(seen) {
    if (seen.reason !== 'AlreadySupplied') return undefined;
    const slip = seen.dispensedHere && !seen.handedOut && seen.earlierHere.length < seen.repeatTolerance;
    if (slip) return undefined;
    const where = seen.dispensedHere ? 'at this very place' : 'at another place';
    return {
      finding: seen.dispensedHere ? 'SUPPLY_REPEATED_HERE' : 'SUPPLIED_ELSEWHERE',
      sentence: `${packWords(seen.pack)} was to be supplied, but it is recorded as dispensed ${where} already.`,
      evidence: refusalEvidence(seen),
      cause: packCause(seen.pack),
      severity: seen.dispensedHere ? 'LOW' : 'HIGH',
    };
  },
};

export const supplyNotInCustody: AlertRule<RefusalObserved> = {
  code: 'NOT_IN_CUSTODY',
  title: 'Not in the custody of who holds it',
  severity: 'HIGH',
  find(seen) {
    if (seen.reason !== 'NotHolder') return undefined;
    return {
      finding: 'SUPPLY_NOT_HELD',
      sentence: `${packWords(seen.pack)} was to be supplied by a place to which it was never delivered.`,
      evidence: refusalEvidence(seen),
      cause: deliveryCause(seen.pack, seen.site.id),
    };
  },
};

export const decommissionedSupplied: AlertRule<RefusalObserved> = {
  code: 'DECOMMISSIONED_REAPPEARS',
  title: 'Taken out of the market, and back',
  severity: 'HIGH',
  find(seen) {
    if (seen.reason !== 'UnitIsDecommissioned' && seen.reason !== 'UnitIsMissing') return undefined;
    return {
      finding: 'SUPPLY_DECOMMISSIONED',
      sentence: `${packWords(seen.pack)} was to be supplied, but it is recorded as exported, destroyed, sampled, stolen or missing.`,
      evidence: refusalEvidence(seen),
      cause: packCause(seen.pack),
    };
  },
};

/** What a voucher or an item refuses means that somebody fills what was not prescribed, or not to them. */
interface Misuse {
  readonly severity: Severity;
  readonly finding: FindingCode;
  readonly because: string;
}

const MISUSE: Readonly<Record<string, Misuse>> = {
  InvalidVoucher: {
    severity: 'HIGH',
    finding: 'VOUCHER_INVALID',
    because: 'is not signed by the prescription for this pharmacy',
  },
  VoucherSpent: { severity: 'MEDIUM', finding: 'VOUCHER_SPENT', because: 'was used before' },
  QuantityExceeded: { severity: 'MEDIUM', finding: 'VOUCHER_EXCEEDED', because: 'does not allow that much' },
  ItemCancelled: {
    severity: 'MEDIUM',
    finding: 'VOUCHER_CANCELLED',
    because: 'belongs to a cancelled prescription',
  },
};

export const voucherMisused: AlertRule<RefusalObserved> = {
  code: 'VOUCHER_MISUSED',
  title: 'Prescription voucher misused',
  severity: 'HIGH',
  find(seen) {
    const misuse = MISUSE[seen.reason];
    if (!misuse) return undefined;
    return {
      finding: misuse.finding,
      sentence: `${packWords(seen.pack)} was to be supplied on a voucher that ${misuse.because}.`,
      evidence: refusalEvidence(seen),
      cause: `voucher:${seen.site.id}`,
      severity: misuse.severity,
    };
  },
};

export const handedOutRefused: AlertRule<RefusalObserved> = {
  code: 'HANDED_OUT_REFUSED',
  title: 'Handed out, later refused',
  severity: 'HIGH',
  find(seen) {
    if (!seen.handedOut) return undefined;
    return {
      finding: 'REFUSED_AFTER_HAND_OUT',
      sentence: `${packWords(seen.pack)} was in the patient’s hands when the ledger refused the supply (${seen.reason}); the pharmacy has to report it.`,
      evidence: refusalEvidence(seen),
      cause: packCause(seen.pack),
    };
  },
};

export const irregularSupply: AlertRule<IrregularObserved> = {
  code: 'IRREGULAR_SUPPLY',
  title: 'Supplied without authorisation',
  severity: 'MEDIUM',
  find(seen) {
    return {
      finding: 'SUPPLY_REPORTED',
      sentence: `${packWords(seen.pack)} was supplied and reported afterwards: ${seen.reason}.`,
      evidence: irregularEvidence(seen),
      cause: packCause(seen.pack),
      severity: seen.suppliedElsewhere ? 'HIGH' : 'MEDIUM',
    };
  },
};

/** More went out than ever came in: what nobody authorised has a source. */
export const outflow: AlertRule<IrregularObserved> = {
  code: 'OUTFLOW_OVER_INFLOW',
  title: 'More goes out than came in',
  severity: 'HIGH',
  find(seen, { irregularSupplies }) {
    if (seen.irregularHere < irregularSupplies) return undefined;
    return {
      finding: 'SUPPLIES_UNAUTHORISED',
      sentence: `${seen.irregularHere} packs of lot ${seen.pack.lot ?? ''} were supplied at one place within 30 days that it was not authorised to supply.`,
      evidence: { ...irregularEvidence(seen), count: seen.irregularHere },
      cause: `outflow:${seen.pack.gtin}:${seen.pack.lot ?? ''}:${seen.site.id}`,
      aboutPlace: true,
    };
  },
};

/** A pack that is dispensed and taken back again and again is sold more than once, or practised with. */
export const undoneAgain: AlertRule<UndoneObserved> = {
  code: 'DISPENSED_AND_UNDONE',
  title: 'Dispensed and undone again and again',
  severity: 'MEDIUM',
  find(seen, { undosADay }) {
    if (seen.undosWithinADay < undosADay) return undefined;
    return {
      finding: 'UNDONE_REPEATEDLY',
      sentence: `${packWords(seen.pack)} was dispensed and taken back ${seen.undosWithinADay} times within a day.`,
      evidence: { ...packFacts(seen.pack), count: seen.undosWithinADay, at: seen.at.toISOString() },
      cause: packCause(seen.pack),
    };
  },
};

export const recalledSupplied: AlertRule<IrregularObserved> = {
  code: 'RECALLED_SUPPLIED',
  title: 'Recalled lot still supplied',
  severity: 'HIGH',
  find(seen) {
    if (!seen.lotRecalled) return undefined;
    return {
      finding: 'RECALLED_REPORTED',
      sentence: `${packWords(seen.pack)} of recalled lot ${seen.pack.lot ?? ''} is in a patient’s hands.`,
      evidence: irregularEvidence(seen),
      cause: lotCause(seen.pack),
    };
  },
};

export const recalledHandedOut: AlertRule<RefusalObserved> = {
  code: 'RECALLED_SUPPLIED',
  title: recalledSupplied.title,
  severity: recalledSupplied.severity,
  find(seen) {
    if (!seen.handedOut || !RECALLED.has(seen.reason)) return undefined;
    return {
      finding: 'RECALLED_HANDED_OUT',
      sentence: `${packWords(seen.pack)} was handed out although lot ${seen.pack.lot ?? ''} is recalled.`,
      evidence: refusalEvidence(seen),
      cause: lotCause(seen.pack),
    };
  },
};

function refusalEvidence({
  pack,
  reason,
  operation,
  handedOut,
  dispensedHere,
  at,
}: RefusalObserved): AlertFacts {
  return { ...packFacts(pack), reason, operation, handedOut, dispensedHere, at: at.toISOString() };
}

function irregularEvidence({ pack, reason, suppliedElsewhere, at }: IrregularObserved): AlertFacts {
  return { ...packFacts(pack), irregularReason: reason, suppliedElsewhere, at: at.toISOString() };
}
