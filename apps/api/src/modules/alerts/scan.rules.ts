import type { AlertRule } from './alert-rule.js';
import { lotCause, packCause, packWords } from './cause.js';
import type { ScanObserved } from './observation.js';

/** How long a reader has to correct a slip. */
export const CORRECTION_MS = 10 * 60_000;
/** A site that reads this many different unknown serials within an hour is guessing, or its scanner is broken. */
export const GUESSING_THRESHOLD = 20;

export const suppliedElsewhere: AlertRule<ScanObserved> = {
  code: 'DUPLICATE_DISPENSE',
  title: 'Already dispensed elsewhere',
  severity: 'HIGH',
  find(seen) {
    if (seen.verdict !== 'DispensedElsewhere') return undefined;
    return {
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
    if (seen.verdict !== 'DispensedHere') return undefined;
    return {
      sentence: `${packWords(seen.pack)} was read again and again at the place that dispensed it: more often than a slip explains.`,
      evidence: { ...scanEvidence(seen), reads: seen.earlierHere.length + 1 },
      cause: packCause(seen.pack),
    };
  },
};

export const notInCustody: AlertRule<ScanObserved> = {
  code: 'NOT_IN_CUSTODY',
  title: 'Not in the custody of who holds it',
  severity: 'MEDIUM',
  find(seen) {
    if (seen.verdict !== 'NotInCustody') return undefined;
    return {
      sentence: `${packWords(seen.pack)} is at a place to which it was never delivered.`,
      evidence: scanEvidence(seen),
      cause: packCause(seen.pack),
      severity: seen.dispensing ? 'HIGH' : 'MEDIUM',
    };
  },
};

/** A first read may be a slip of hand or scanner; a second one by another route, or one that nobody corrects, is not. */
export const unknownSerial: AlertRule<ScanObserved> = {
  code: 'UNKNOWN_SERIAL',
  title: 'Serial number not known',
  severity: 'HIGH',
  find(seen) {
    if (seen.verdict !== 'UnknownSerial') return undefined;
    const again = seen.earlierHere.find(
      (earlier) =>
        earlier.channel !== seen.channel || seen.at.getTime() - earlier.at.getTime() >= CORRECTION_MS,
    );
    if (!again && !seen.waited) return undefined;
    const why = again ? 'it was read twice independently' : 'nobody could read it better within ten minutes';
    return {
      sentence: `${packWords(seen.pack)} carries a serial number that its maker never registered, and ${why}.`,
      evidence: { ...scanEvidence(seen), readTwice: again !== undefined },
      cause: lotCause(seen.pack),
    };
  },
};

export const serialGuessing: AlertRule<ScanObserved> = {
  code: 'SERIAL_GUESSING',
  title: 'Many unknown serial numbers',
  severity: 'HIGH',
  find(seen) {
    if (seen.verdict !== 'UnknownSerial' || seen.unknownSerialsHere < GUESSING_THRESHOLD) return undefined;
    return {
      sentence: `${seen.unknownSerialsHere} different unknown serial numbers were read at one place within an hour: somebody tries numbers, or a scanner is broken.`,
      evidence: { ...scanEvidence(seen), unknownSerialsWithinAnHour: seen.unknownSerialsHere },
      cause: `guessing:${seen.site.id}`,
      aboutPlace: true,
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
      sentence: `${packWords(seen.pack)} contradicts its record in a way that no slip explains.`,
      evidence: scanEvidence(seen),
      cause: packCause(seen.pack),
    };
  },
};

function scanEvidence(seen: ScanObserved) {
  return {
    verdict: seen.verdict,
    readAt: seen.at.toISOString(),
    channel: seen.channel,
    gtin: seen.pack.gtin,
    ...(seen.pack.serial !== undefined && { serial: seen.pack.serial }),
    ...(seen.pack.lot !== undefined && { lot: seen.pack.lot }),
    ...(seen.pack.expiry !== undefined && { expiry: seen.pack.expiry }),
    repeats: seen.earlierHere.length,
  };
}
