import { packFacts, type AlertFacts } from './alert-facts.js';
import type { AlertRule } from './alert-rule.js';
import { deliveryCause, lotCause, packCause, packWords } from './cause.js';
import type { ScanObserved } from './observation.js';

const MINUTE_MS = 60_000;

export const suppliedElsewhere: AlertRule<ScanObserved> = {
  code: 'DUPLICATE_DISPENSE',
  title: 'Already dispensed',
  severity: 'HIGH',
  find(seen) {
    if (seen.verdict !== 'DispensedElsewhere') return undefined;
    return {
      finding: 'READ_ELSEWHERE',
      sentence: `${packWords(seen.pack)} was dispensed at one place and has turned up at another: one of the two packs is not genuine, or the first was never handed out.`,
      evidence: scanEvidence(seen),
      cause: packCause(seen.pack),
    };
  },
};

export const repeatedHere: AlertRule<ScanObserved> = {
  code: 'REPEATED_HERE',
  title: 'Dispensed here before',
  severity: 'LOW',
  find(seen) {
    if (seen.verdict !== 'DispensedHere' || seen.code === 'DISPENSED_HERE_EARLIER') return undefined;
    return {
      finding: 'READ_AGAIN_HERE',
      sentence: `${packWords(seen.pack)} was read again and again at the place that dispensed it: more often than a slip explains.`,
      evidence: { ...scanEvidence(seen), count: seen.earlierHere.length + 1 },
      cause: packCause(seen.pack),
    };
  },
};

/** A slip is made within minutes. What comes back days later comes from a patient, or from a dealer in empty boxes. */
export const dispensedAgain: AlertRule<ScanObserved> = {
  code: 'DISPENSED_AGAIN',
  title: 'Dispensed here days ago, and on the counter again',
  severity: 'MEDIUM',
  find(seen) {
    if (seen.code !== 'DISPENSED_HERE_EARLIER') return undefined;
    return {
      finding: 'BACK_DAYS_LATER',
      sentence: `${packWords(seen.pack)} was dispensed at this place days ago, and was to be dispensed there once more.`,
      evidence: scanEvidence(seen),
      cause: packCause(seen.pack),
    };
  },
};

/** Who holds it on record has delivered here before: then a delivery was not recorded, which is a matter of paper. */
export const notInCustody: AlertRule<ScanObserved> = {
  code: 'NOT_IN_CUSTODY',
  title: 'Not in the custody of who holds it',
  severity: 'MEDIUM',
  find(seen) {
    if (seen.verdict !== 'NotInCustody') return undefined;
    const supplier = seen.holder === 'SUPPLIER';
    const why = supplier
      ? 'it is on record with one of its suppliers, so that a delivery was probably not recorded'
      : 'who holds it on record does not deliver there';
    return {
      finding: supplier ? 'DELIVERY_NOT_RECORDED' : 'NEVER_DELIVERED',
      sentence: `${packWords(seen.pack)} is at a place to which it was never delivered: ${why}.`,
      evidence: { ...scanEvidence(seen), ...(seen.holder && { holder: seen.holder }) },
      cause: deliveryCause(seen.pack, seen.site.id),
      aboutPlace: true,
      severity: supplier ? 'LOW' : seen.dispensing ? 'HIGH' : 'MEDIUM',
    };
  },
};

/** A first read may be a slip of hand or scanner; a second one by another route, or one that nobody corrects, is not. */
export const unknownSerial: AlertRule<ScanObserved> = {
  code: 'UNKNOWN_SERIAL',
  title: 'Serial number not known',
  severity: 'HIGH',
  find(seen, { correctionMinutes }) {
    if (seen.verdict !== 'UnknownSerial' || !seen.lotKnown) return undefined;
    const again = seen.earlierHere.find(
      (earlier) =>
        earlier.channel !== seen.channel ||
        seen.at.getTime() - earlier.at.getTime() >= correctionMinutes * MINUTE_MS,
    );
    if (!again && !seen.waited) return undefined;
    const why = again
      ? 'it was read twice independently'
      : `nobody could read it better within ${correctionMinutes} minutes`;
    return {
      finding: again ? 'SERIAL_READ_TWICE' : 'SERIAL_NOT_CORRECTED',
      sentence: `${packWords(seen.pack)} carries a serial number that its maker never registered, and ${why}.`,
      evidence: { ...scanEvidence(seen), minutes: correctionMinutes },
      cause: lotCause(seen.pack),
    };
  },
};

/** Goods often arrive before their data. What is still unknown after the grace is missing, or was never made. */
export const unknownLot: AlertRule<ScanObserved> = {
  code: 'UNKNOWN_LOT',
  title: 'Lot not known',
  severity: 'HIGH',
  find(seen, { uploadGraceHours }) {
    if (seen.verdict !== 'UnknownSerial' || seen.lotKnown || !seen.waited) return undefined;
    return {
      finding: 'LOT_NOT_REGISTERED',
      sentence: `A pack of GTIN ${seen.pack.gtin} was read with lot ${seen.pack.lot ?? ''}, which its maker has not registered ${uploadGraceHours} hours later: its data is missing, or there is no such lot.`,
      evidence: { ...scanEvidence(seen), hours: uploadGraceHours },
      cause: lotCause(seen.pack),
      aboutPlace: true,
    };
  },
};

export const serialGuessing: AlertRule<ScanObserved> = {
  code: 'SERIAL_GUESSING',
  title: 'Many unknown serial numbers',
  severity: 'HIGH',
  find(seen, { guessedSerials }) {
    if (seen.verdict !== 'UnknownSerial' || seen.unknownSerialsHere < guessedSerials) return undefined;
    return {
      finding: 'SERIALS_TRIED',
      sentence: `${seen.unknownSerialsHere} different unknown serial numbers were read at one place within an hour: somebody tries numbers, or a scanner is broken.`,
      evidence: { ...scanEvidence(seen), count: seen.unknownSerialsHere },
      cause: `guessing:${seen.site.id}`,
      aboutPlace: true,
    };
  },
};

/** One of two packs that are read at two places within the hour is a copy. */
export const impossibleTravel: AlertRule<ScanObserved> = {
  code: 'IMPOSSIBLE_TRAVEL',
  title: 'At two places at once',
  severity: 'HIGH',
  alsoOrdinary: true,
  find(seen, { travelMinutes }) {
    const { elsewhere } = seen;
    if (!elsewhere || elsewhere.minutesAgo > travelMinutes || elsewhere.shipped) return undefined;
    // Where the card by itself is no alarm, a neighbour who helped out with a pack is more likely than a copy.
    if (!seen.alarming && !elsewhere.otherTown) return undefined;
    return {
      finding: 'TWO_PLACES_AT_ONCE',
      sentence: `${packWords(seen.pack)} was read at another place ${elsewhere.minutesAgo} minutes before: it cannot have travelled that fast.`,
      evidence: { ...scanEvidence(seen), minutes: elsewhere.minutesAgo },
      cause: packCause(seen.pack),
    };
  },
};

export const recordMismatch: AlertRule<ScanObserved> = {
  code: 'RECORD_MISMATCH',
  title: 'Lot or expiry differs from the maker’s record',
  severity: 'MEDIUM',
  find(seen) {
    if (seen.verdict !== 'RecordMismatch') return undefined;
    const field = seen.mismatch?.field ?? 'lot or expiry';
    return {
      finding: 'RECORD_DIFFERS',
      sentence: `${packWords(seen.pack)} has a genuine serial number, but its ${field} is not what the maker registered.`,
      evidence: { ...scanEvidence(seen), ...(seen.mismatch ?? {}) },
      cause: packCause(seen.pack),
    };
  },
};

export const reappeared: AlertRule<ScanObserved> = {
  code: 'DECOMMISSIONED_REAPPEARS',
  title: 'Taken out of the market, and back',
  severity: 'HIGH',
  find(seen) {
    if (seen.verdict !== 'Decommissioned') return undefined;
    return {
      finding: 'BACK_ON_A_COUNTER',
      sentence: `${packWords(seen.pack)} was exported, destroyed, given as a sample or stolen, and is on a counter again.`,
      evidence: scanEvidence(seen),
      cause: packCause(seen.pack),
    };
  },
};

export const suspectedFalsified: AlertRule<ScanObserved> = {
  code: 'SUSPECTED_FALSIFIED',
  title: 'Suspected falsified',
  severity: 'CRITICAL',
  find(seen) {
    if (seen.verdict !== 'SuspectedFalsified') return undefined;
    return {
      finding: 'CONTRADICTS_RECORD',
      sentence: `${packWords(seen.pack)} contradicts its record in a way that no slip explains.`,
      evidence: scanEvidence(seen),
      cause: packCause(seen.pack),
    };
  },
};

function scanEvidence(seen: ScanObserved): AlertFacts {
  return {
    verdict: seen.verdict,
    at: seen.at.toISOString(),
    channel: seen.channel,
    ...packFacts(seen.pack),
    repeats: seen.earlierHere.length,
  };
}
