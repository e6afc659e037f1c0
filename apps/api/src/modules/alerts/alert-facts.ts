import type { ObservedPack } from './observation.js';

/** The facts that a rule fired on. Each alert has those that its rule looked at. */
export interface AlertFacts {
  readonly at?: string;
  readonly gtin?: string;
  readonly serial?: string;
  readonly lot?: string;
  readonly expiry?: string;
  readonly verdict?: string;
  readonly channel?: string;
  /** Earlier reads of the pack at the place, with the same verdict. */
  readonly repeats?: number;
  readonly holder?: 'SUPPLIER' | 'STRANGER';
  readonly count?: number;
  readonly minutes?: number;
  readonly hours?: number;
  readonly field?: string;
  readonly read?: string;
  readonly expected?: string;
  /** Name of the ledger’s error. */
  readonly reason?: string;
  readonly operation?: string;
  readonly irregularReason?: string;
  readonly handedOut?: boolean;
  readonly dispensedHere?: boolean;
  readonly suppliedElsewhere?: boolean;
  readonly shipment?: string;
  readonly missing?: number;
  readonly unexpected?: number;
  readonly serials?: readonly string[];
  /** Ids of sites: for the bundle alone, since the alert names its places. */
  readonly makers?: readonly string[];
}

/** What is known of the pack, as facts. */
export function packFacts({ gtin, serial, lot, expiry }: ObservedPack): AlertFacts {
  return {
    gtin,
    ...(serial !== undefined && { serial }),
    ...(lot !== undefined && { lot }),
    ...(expiry !== undefined && { expiry }),
  };
}
