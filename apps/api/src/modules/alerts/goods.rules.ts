import { packFacts } from './alert-facts.js';
import type { AlertRule } from './alert-rule.js';
import { lotCause } from './cause.js';
import type { DeliveryObserved, LedgerRefusalObserved, RegistrationObserved } from './observation.js';

/** A pack or two is a miscount, which partners settle among themselves; one that comes again and again is taken. */
const MISCOUNT = 2;
const MISCOUNTS = 3;

export const deliveryMismatch: AlertRule<DeliveryObserved> = {
  code: 'DELIVERY_MISMATCH',
  title: 'Received is not what was shipped',
  severity: 'MEDIUM',
  find(seen) {
    const differ = seen.missing + seen.unexpected;
    if (differ === 0 || (differ <= MISCOUNT && seen.miscounts < MISCOUNTS)) return undefined;
    const parts = [
      seen.missing > 0 ? `${seen.missing} packs missing` : '',
      seen.unexpected > 0 ? `${seen.unexpected} packs that were not announced` : '',
    ].filter((part) => part !== '');
    return {
      finding: 'DELIVERY_DIFFERS',
      sentence: `Shipment ${seen.shipmentNumber} arrived with ${parts.join(' and ')}.`,
      evidence: {
        ...packFacts(seen.pack),
        shipment: seen.shipmentNumber,
        missing: seen.missing,
        unexpected: seen.unexpected,
        at: seen.at.toISOString(),
      },
      cause: `shipment:${seen.shipmentId}`,
    };
  },
};

/** Refusals that a race or a slip does not explain: the ledger knows something that the shelf contradicts. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  NotHolder: 'somebody else holds them',
  NotReceiver: 'they were not sent there',
  AlreadySupplied: 'some were dispensed already',
  UnitIsDecommissioned: 'some were taken off the market',
  UnitIsMissing: 'some were reported missing',
  InvalidProof: 'the serial number is not the one that the maker registered',
};

export const refusedByLedger: AlertRule<LedgerRefusalObserved> = {
  code: 'REFUSED_BY_LEDGER',
  title: 'Refused by the ledger',
  severity: 'MEDIUM',
  find(seen) {
    const why = CONTRADICTIONS[seen.reason];
    if (!why) return undefined;
    return {
      finding: 'LEDGER_REFUSED',
      sentence: `A request to ${seen.operation} packs of lot ${seen.pack.lot ?? ''} was refused by the ledger, because ${why}.`,
      evidence: {
        ...packFacts(seen.pack),
        reason: seen.reason,
        operation: seen.operation,
        at: seen.at.toISOString(),
      },
      cause: lotCause(seen.pack),
      severity: seen.reason === 'InvalidProof' ? 'HIGH' : 'MEDIUM',
    };
  },
};

export const serialRepeated: AlertRule<RegistrationObserved> = {
  code: 'SERIAL_REPEATED',
  title: 'One serial number, two packs',
  severity: 'CRITICAL',
  find(seen) {
    if (seen.repeatedSerials.length === 0) return undefined;
    return {
      finding: 'SERIALS_REPEATED',
      sentence: `${seen.repeatedSerials.length} serial numbers of lot ${seen.pack.lot ?? ''} exist already under GTIN ${seen.pack.gtin}: scans cannot tell the packs apart.`,
      evidence: {
        ...packFacts(seen.pack),
        serials: seen.repeatedSerials.slice(0, 20),
        count: seen.repeatedSerials.length,
      },
      cause: lotCause(seen.pack),
    };
  },
};

export const twoMakers: AlertRule<RegistrationObserved> = {
  code: 'LOT_OF_TWO_MAKERS',
  title: 'One lot, two makers',
  severity: 'CRITICAL',
  find(seen) {
    if (seen.otherMakers.length === 0) return undefined;
    return {
      finding: 'TWO_MAKERS',
      sentence: `GTIN ${seen.pack.gtin}, lot ${seen.pack.lot ?? ''}, is registered by more than one maker: one of them is not the maker.`,
      evidence: {
        ...packFacts(seen.pack),
        makers: [seen.site.id, ...seen.otherMakers.map((maker) => maker.id)],
      },
      cause: lotCause(seen.pack),
    };
  },
};
