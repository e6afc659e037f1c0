import type { Hex } from './bytes.js';

/**
 * A change of the ledger as an application asks for it and keeps it until it is sent: plain JSON. What only the
 * sender can know (operation id, acting party, segment hints, fills to name in an undo) is left out and added then.
 * `lot` and `item` are storage keys (`lotKeyOf`, `itemKeyOf`), ranges are half-open, days count from 1970-01-01.
 * What each kind does, and why it may be refused, is in `contracts/src/interfaces`.
 */
export type LedgerCall =
  RegistryCall | LotCall | CustodyCall | UnitCall | PrescriptionCall | ConsentCall | AnchorCall;

export type LedgerCallKind = LedgerCall['kind'];

/**
 * Regulators' calls; `party` is the party concerned. A party changes its own profile itself. What lets somebody in takes
 * two keys: one proposes, another one approves the same, word for word; `proposal` is the operation id (UUID) of the
 * first.
 */
export type RegistryCall =
  | ({ readonly kind: 'proposeAdmission' } & Admission)
  | ({ readonly kind: 'approveAdmission'; readonly proposal: string } & Admission)
  | { readonly kind: 'proposeRoles'; readonly party: number; readonly roles: number }
  | {
      readonly kind: 'approveRoles';
      readonly proposal: string;
      readonly party: number;
      readonly roles: number;
    }
  | { readonly kind: 'suspend'; readonly party: number }
  | { readonly kind: 'proposeReinstatement'; readonly party: number }
  | { readonly kind: 'approveReinstatement'; readonly proposal: string; readonly party: number }
  | { readonly kind: 'withdrawKey'; readonly party: number; readonly key: Hex }
  | ({ readonly kind: 'proposeKey'; readonly party: number } & KeyGrant)
  | ({ readonly kind: 'approveKey'; readonly proposal: string; readonly party: number } & KeyGrant)
  | { readonly kind: 'retractOrder'; readonly proposal: string; readonly party: number }
  | { readonly kind: 'changeProfile'; readonly hpkeKey: Hex; readonly endpoint: string };

/** A party to be, with the keys that act for it from the beginning. */
export interface Admission {
  readonly party: number;
  /** 13 digits. */
  readonly gln: string;
  /** Bit mask of `Role`. */
  readonly roles: number;
  readonly hpkeKey: Hex;
  readonly endpoint: string;
  readonly keys: readonly KeyGrant[];
}

export interface KeyGrant {
  readonly key: Hex;
  /** Bit mask of `KeyRight`. */
  readonly rights: number;
}

export type LotCall =
  | {
      readonly kind: 'registerLot';
      readonly lotId: Hex;
      readonly units: number;
      readonly expiryDay: number;
      readonly root: Hex;
      /** The lot it was repackaged from. */
      readonly derivedFrom?: Hex;
    }
  | { readonly kind: 'amendLot'; readonly lot: Hex; readonly expiryDay: number; readonly version: number }
  | { readonly kind: 'hold' | 'release'; readonly lot: Hex }
  | ({ readonly kind: 'proposeRecall'; readonly reason: number } & UnitRange)
  | { readonly kind: 'proposeWithdrawal'; readonly lot: Hex; readonly reason: number }
  /** `proposal`: operation id (UUID) of the proposal. */
  | {
      readonly kind: 'approveRecall' | 'approveWithdrawal' | 'retractProposal';
      readonly proposal: string;
    };

export type CustodyCall =
  | ({ readonly kind: 'ship' | 'returnTo' | 'reassign'; readonly receiver: number } & UnitRange)
  | ({ readonly kind: 'receive' | 'reject' | 'voidShipment' | 'reportMissing' } & UnitRange)
  | ({ readonly kind: 'claim'; readonly commitment: Hex; readonly proof: readonly Hex[] } & SingleUnit);

export type UnitCall =
  | ({ readonly kind: 'lock' | 'unlock' } & UnitRange)
  /** `status`: one of `UnitStatus`. */
  | ({ readonly kind: 'decommission'; readonly status: number } & UnitRange)
  | ({ readonly kind: 'dispense' } & Supply)
  /** `reason`: one of `ReportReason`, or another code. */
  | ({ readonly kind: 'reportSupply'; readonly reason: number } & Supply)
  /** `undoes`: operation id (UUID) of the dispense, report, export or sample. */
  | ({ readonly kind: 'undoDispense'; readonly undoes: string } & SingleUnit);

export type PrescriptionCall =
  | {
      readonly kind: 'issue';
      /** Random, see `randomId`. */
      readonly id: Hex;
      /** Address of the item's fresh key. */
      readonly key: Hex;
      readonly quantity: number;
      readonly firstDay: number;
      readonly lastDay: number;
    }
  | { readonly kind: 'cancel'; readonly prescriber: number; readonly id: Hex };

/** A patient's signed word, relayed: whose it is, and about whom, nobody on the way learns. */
export type ConsentCall =
  | ({ readonly kind: 'grant'; readonly lastDay: number } & SignedConsent)
  | ({ readonly kind: 'revoke' } & SignedConsent);

/** What the grant's controller signed; see `SignedGrant` and `SignedRevocation`. */
export interface SignedConsent {
  readonly commitment: Hex;
  readonly controller: Hex;
  /** Unix time in seconds. */
  readonly deadline: number;
  readonly r: Hex;
  readonly vs: Hex;
}

export type AnchorCall = {
  readonly kind: 'anchor';
  /** What is anchored. */
  readonly of: number;
  readonly root: Hex;
  readonly count: number;
};

export interface UnitRange {
  readonly lot: Hex;
  readonly start: number;
  readonly end: number;
}

export interface SingleUnit {
  readonly lot: Hex;
  readonly index: number;
}

export interface Supply extends SingleUnit {
  /** One of `Portion`. */
  readonly portion: number;
  /** One of `SupplyBasis`; `Prescribed` if and only if there is a voucher. */
  readonly basis: number;
  /** Base units. */
  readonly quantity: number;
  /** One voucher serves all packs of a basket for its item: give it with each of them. */
  readonly voucher?: VoucherJson;
}

/** A `Voucher` in JSON. */
export interface VoucherJson {
  readonly item: Hex;
  readonly upTo: number;
  /** Unix time in seconds. */
  readonly deadline: number;
  readonly r: Hex;
  readonly vs: Hex;
}
