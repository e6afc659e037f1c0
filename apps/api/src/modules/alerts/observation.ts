/** A place as the rules know it. */
export interface ObservedSite {
  readonly id: string;
  readonly country: string;
  readonly region: string | null;
}

/** A pack as it was read or recorded; what is not known is absent. */
export interface ObservedPack {
  readonly gtin: string;
  readonly serial?: string | undefined;
  readonly lot?: string | undefined;
  readonly expiry?: string | undefined;
}

interface Observed {
  readonly at: Date;
  readonly site: ObservedSite;
  readonly pack: ObservedPack;
}

/** Somebody read a code, and the answer was not green, or another pharmacy has read the same pack. */
export interface ScanObserved extends Observed {
  readonly kind: 'scan';
  readonly verdict: string;
  /** Of the card, finer than the verdict. */
  readonly code: string;
  readonly channel: string;
  readonly dispensing: boolean;
  /** The read differs from a real serial only as scanners garble it. */
  readonly nearMiss: boolean;
  /** The verdict by itself is a reason for an alert: not a slip that the market tolerates, nor a matter of custom. */
  readonly alarming: boolean;
  readonly mismatch?:
    { readonly field: string; readonly read: string; readonly expected: string } | undefined;
  /** Earlier scans of the same pack with the same verdict at the same site, newest first. */
  readonly earlierHere: readonly { readonly at: Date; readonly channel: string }[];
  /** Different unknown serials read at this site within the last hour, this one included. */
  readonly unknownSerialsHere: number;
  /** Ten minutes have gone by since a first unknown serial, and nobody read the pack better. */
  readonly waited: boolean;
  /** The product has a lot of the number read. */
  readonly lotKnown: boolean;
  /** Whether who holds the pack on record has delivered to this site lately; null where that is not asked. */
  readonly holder: 'SUPPLIER' | 'STRANGER' | null;
  /** The last read of the same pack at another place. */
  readonly elsewhere: ReadElsewhere | null;
}

export interface ReadElsewhere {
  readonly siteId: string;
  readonly minutesAgo: number;
  /** The other place lies in another town. */
  readonly otherTown: boolean;
  /** A shipment between the two places, sent within the day before, had the pack in it. */
  readonly shipped: boolean;
}

/** The ledger refused what was asked, or this node refused before asking it. */
export interface RefusalObserved extends Observed {
  readonly kind: 'refusal';
  /** Name of the error, as the contracts declare it. */
  readonly reason: string;
  /** What was asked: `dispense`, `ship` … */
  readonly operation: string;
  /** The pack had already been handed to the patient. */
  readonly handedOut: boolean;
  /** The unit was last dispensed at this very site. */
  readonly dispensedHere: boolean;
  readonly earlierHere: readonly { readonly at: Date }[];
  readonly repeatTolerance: number;
}

/** A supply was reported that the ledger had not authorised. */
export interface IrregularObserved extends Observed {
  readonly kind: 'irregular';
  readonly reason: string;
  readonly lotRecalled: boolean;
  /** Another site had supplied the pack before. */
  readonly suppliedElsewhere: boolean;
  /** Such supplies of the lot at this site within 30 days, this one included. */
  readonly irregularHere: number;
}

/** A supply was taken back. */
export interface UndoneObserved extends Observed {
  readonly kind: 'undone';
  /** How often the pack was taken back within a day, this time included. */
  readonly undosWithinADay: number;
}

/** What arrived is not what was sent. */
export interface DeliveryObserved extends Observed {
  readonly kind: 'delivery';
  readonly shipmentId: string;
  readonly shipmentNumber: string;
  readonly from: ObservedSite;
  readonly missing: number;
  readonly unexpected: number;
  /** Deliveries from the same place that were miscounted there within 30 days, this one included. */
  readonly miscounts: number;
}

/** A run was registered that collides with what is known. */
export interface RegistrationObserved extends Observed {
  readonly kind: 'registration';
  /** Serials of the run that exist under the same GTIN already. */
  readonly repeatedSerials: readonly string[];
  /** Other makers that registered the same GTIN and lot number. */
  readonly otherMakers: readonly ObservedSite[];
}

/** The ledger refused something else than a supply, which this node had thought in order. */
export interface LedgerRefusalObserved extends Observed {
  readonly kind: 'ledger';
  readonly reason: string;
  /** What was asked: `ship`, `claim` … */
  readonly operation: string;
}

export type Observation =
  | ScanObserved
  | RefusalObserved
  | IrregularObserved
  | DeliveryObserved
  | LedgerRefusalObserved
  | RegistrationObserved
  | UndoneObserved;
