import type { AlertRule, Severity } from './alert-rule.js';
import { lotCause, packCause, packWords } from './cause.js';
import type { IrregularObserved, RefusalObserved } from './observation.js';

/** Refusals that mean more than a slip or a race with ourselves, by the contracts' error names. */
const SUSPICIOUS: Readonly<Record<string, { severity: Severity; because: string }>> = {
  AlreadySupplied: { severity: 'HIGH', because: 'it is recorded as dispensed already' },
  UnitIsDecommissioned: {
    severity: 'HIGH',
    because: 'it was exported, destroyed, given as a sample or stolen',
  },
  UnitIsMissing: { severity: 'HIGH', because: 'it was reported missing' },
  NotHolder: { severity: 'HIGH', because: 'somebody else holds it' },
  InvalidVoucher: {
    severity: 'HIGH',
    because: 'the voucher is not signed by the prescription for this pharmacy',
  },
  VoucherSpent: { severity: 'MEDIUM', because: 'the voucher was used before' },
  QuantityExceeded: { severity: 'MEDIUM', because: 'the prescription does not allow that much' },
  ItemCancelled: { severity: 'MEDIUM', because: 'the prescriber has cancelled the prescription' },
};

const RECALLED = new Set(['LotIsRecalled', 'LotIsWithdrawn']);

export const refused: AlertRule<RefusalObserved> = {
  code: 'SUPPLY_REFUSED',
  title: 'A request was refused',
  severity: 'HIGH',
  find(seen) {
    const suspicious = SUSPICIOUS[seen.reason];
    if (!suspicious || isOwnRepeat(seen)) return undefined;
    const here = seen.reason === 'AlreadySupplied' && seen.dispensedHere;
    return {
      sentence: `${packWords(seen.pack)}: a request to ${seen.operation} it was refused, because ${suspicious.because}${here ? ' at this very place' : ''}.`,
      evidence: refusalEvidence(seen),
      cause: packCause(seen.pack),
      severity: here ? 'LOW' : suspicious.severity,
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
      sentence: `${packWords(seen.pack)} was supplied and reported afterwards: ${seen.reason}.`,
      evidence: { reason: seen.reason, at: seen.at.toISOString(), suppliedElsewhere: seen.suppliedElsewhere },
      cause: packCause(seen.pack),
      severity: seen.suppliedElsewhere ? 'HIGH' : 'MEDIUM',
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
      sentence: `${packWords(seen.pack)} of recalled lot ${seen.pack.lot ?? ''} is in a patient’s hands.`,
      evidence: { reason: seen.reason, at: seen.at.toISOString() },
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
      sentence: `${packWords(seen.pack)} was handed out although lot ${seen.pack.lot ?? ''} is recalled.`,
      evidence: refusalEvidence(seen),
      cause: lotCause(seen.pack),
    };
  },
};

interface Refusal {
  readonly reason: string;
  readonly operation: string;
  readonly handedOut: boolean;
  readonly dispensedHere: boolean;
  readonly at: Date;
}

/** A pharmacy that asks twice for a pack that it dispensed itself has made a slip, as often as its market allows. */
function isOwnRepeat(
  seen: Refusal & { readonly earlierHere: readonly unknown[]; readonly repeatTolerance: number },
) {
  const ownRepeat = seen.reason === 'AlreadySupplied' && seen.dispensedHere && !seen.handedOut;
  return ownRepeat && seen.earlierHere.length < seen.repeatTolerance;
}

function refusalEvidence({ reason, operation, handedOut, dispensedHere, at }: Refusal) {
  return { reason, operation, handedOut, dispensedHere, at: at.toISOString() };
}
