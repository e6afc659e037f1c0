import type { Gs1ErrorCode, Gtin } from '@custodia/gs1';
import type { Product } from '../lots/index.js';
import type { ScanFault } from './near-miss.js';
import type { OffMarketState } from './unit-status.rules.js';

export const LIGHTS = ['GREEN', 'AMBER', 'RED', 'GREY'] as const;
export type Light = (typeof LIGHTS)[number];

/** Why a verification request has no match, in the words of GS1 Lightweight Messaging 1.1 and the GS1 US guideline. */
export type LmsReason =
  | 'No_match_GTIN_Serial'
  | 'No_match_GTIN_Serial_Lot'
  | 'No_match_GTIN_Serial_Expiry'
  | 'No_match_GTIN_Serial_Lot_Expiry'
  | 'Manufacturer_policy'
  | 'Not_for_re-distribution'
  | 'No_reason_provided';

/** What every verdict says. */
export interface Card {
  /** Stable: the key of a translation, and what people say on the telephone. */
  readonly code: string;
  readonly light: Light;
  /** At most five words. */
  readonly headline: string;
  /** What to do now. */
  readonly nextStep: string;
  /** The return code that a national medicines verification system would give. */
  readonly nmvsCode: string | null;
  readonly lmsReason: LmsReason | null;
  readonly lmsInfo: 'Recalled' | 'Suspect' | 'Expired' | null;
  readonly raisesAlert: boolean;
}

/** What was read, as far as it could be. */
export interface ReadElements {
  readonly gtin: Gtin | null;
  readonly serial: string | null;
  readonly lot: string | null;
  readonly expiry: string | null;
  readonly symbology: string | null;
}

export interface UnitRef {
  readonly runId: number;
  readonly index: number;
}

/** What the maker's record says, where the asker may know it. */
interface OfRecord {
  readonly scan: ReadElements | null;
  readonly product: Product | null;
  readonly lotNumber: string | null;
  readonly expiry: string | null;
  readonly daysLeft: number | null;
  /** Not shown; kept with the scan. */
  readonly found: UnitRef | null;
}

export const CUSTODY_STATUSES = ['HELD', 'EXPECTED', 'ELSEWHERE'] as const;
export type CustodyStatus = (typeof CUSTODY_STATUSES)[number];

/** What was read instead of the code of a pack. */
export const WRONG_CODES = ['SHOP', 'PLAIN', 'LOGISTIC'] as const;
export type WrongCodeKind = (typeof WRONG_CODES)[number];

/** Faults of a code that people can act on, as the GS1 package names them; OTHER is any further one. */
export const UNREADABLE_REASONS = [
  'SEPARATOR_LOST',
  'CASE_INVERTED',
  'NO_SYMBOLOGY',
  'UNKNOWN_SYMBOLOGY',
  'CHECK_DIGIT',
  'DATE',
  'BAD_CHARACTER',
  'NO_SUCH_AI',
  'PACK_GTIN_MISSING',
  'PACK_SERIAL_MISSING',
  'PACK_LOT_MISSING',
  'PACK_EXPIRY_MISSING',
  'OTHER',
] as const satisfies readonly (Gs1ErrorCode | 'OTHER')[];
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** One member for each case. */
export type Verdict = Card &
  OfRecord &
  (
    | {
        readonly type: 'PackOk';
        readonly unit: UnitRef;
        readonly custodyStatus: CustodyStatus;
        readonly quantityLeft: number;
      }
    | {
        readonly type: 'ExpiresSoon';
        readonly unit: UnitRef;
        readonly custodyStatus: CustodyStatus;
        readonly quantityLeft: number;
      }
    | { readonly type: 'OpenedBottle'; readonly unit: UnitRef; readonly quantityLeft: number | null }
    | {
        readonly type: 'DispensedHere';
        readonly dispensedAt: Date;
        readonly dispensedBy: string | null;
        readonly undoDaysLeft: number | null;
        readonly dispensingId: string | null;
        readonly repeats: number;
      }
    | {
        readonly type: 'HandedOutRefused';
        readonly handedOutAt: Date;
        readonly handedOutBy: string;
        readonly refusal: string | null;
        readonly dispensingId: string;
        readonly hotline: string | null;
      }
    | {
        readonly type: 'DispensedElsewhere';
        readonly dispensedAt: Date | null;
        readonly region: string | null;
      }
    | { readonly type: 'Recalled'; readonly withdrawn: boolean; readonly lotId: string }
    | {
        readonly type: 'Held';
        readonly lotId: string;
        readonly unitOnly: boolean;
        readonly mayUnlock: boolean;
      }
    | { readonly type: 'Expired' }
    | { readonly type: 'UnknownProduct' }
    | {
        readonly type: 'UnknownSerial';
        readonly nearMiss: boolean;
        readonly fault: ScanFault | null;
        readonly expected: string | null;
      }
    | {
        readonly type: 'RecordMismatch';
        readonly field: 'lot' | 'expiry';
        readonly read: string;
        readonly expected: string | null;
        readonly nearMiss: boolean;
        readonly fault: ScanFault | null;
      }
    | {
        readonly type: 'NotInCustody';
        readonly custodyStatus: CustodyStatus;
        readonly holderRole: string | null;
        readonly unit: UnitRef;
      }
    | { readonly type: 'Decommissioned'; readonly state: OffMarketState; readonly since: string | null }
    | { readonly type: 'SuspectedFalsified'; readonly reason: string; readonly hotline: string | null }
    | { readonly type: 'WrongCode'; readonly whatItIs: WrongCodeKind }
    | { readonly type: 'Unreadable'; readonly reason: UnreadableReason }
  );

export type VerdictType = Verdict['type'];
export type VerdictOf<T extends VerdictType> = Extract<Verdict, { type: T }>;
