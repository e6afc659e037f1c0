/** What became of a unit, as `ILotLedger.UnitStatus`. */
export const UnitStatus = {
  Active: 0,
  Supplied: 1,
  Filled: 2,
  Opened: 3,
  Emptied: 4,
  Irregular: 5,
  IrregularlyFilled: 6,
  Locked: 7,
  Seized: 8,
  Missing: 9,
  Exported: 10,
  Destroyed: 11,
  Sampled: 12,
  FreeSample: 13,
  Stolen: 14,
} as const;
export type UnitStatus = (typeof UnitStatus)[keyof typeof UnitStatus];

/** State of a segment, as `ILotLedger.SegmentState`. */
export const SegmentState = { None: 0, Held: 1, Shipped: 2, Ordered: 3 } as const;
export type SegmentState = (typeof SegmentState)[keyof typeof SegmentState];

/** On what ground a pack is supplied, as `ILotLedger.SupplyBasis`; `Prescribed` needs a voucher. */
export const SupplyBasis = {
  Prescribed: 0,
  Paper: 1,
  OverTheCounter: 2,
  Emergency: 3,
  Stock: 4,
  Compounding: 5,
} as const;
export type SupplyBasis = (typeof SupplyBasis)[keyof typeof SupplyBasis];

/** How much of a pack is supplied, as `ILotLedger.Portion`. */
export const Portion = { Whole: 0, Part: 1, Last: 2 } as const;
export type Portion = (typeof Portion)[keyof typeof Portion];

/** Why a supply is reported instead of asked for; further codes are free. */
export const ReportReason = { Other: 0, Outage: 1, Emergency: 2, RefusedTooLate: 3 } as const;
export type ReportReason = (typeof ReportReason)[keyof typeof ReportReason];

/** Roles of a party: a bit mask. */
export const Role = {
  Manufacturer: 1,
  Distributor: 2,
  Pharmacy: 4,
  Prescriber: 8,
  Disposer: 16,
  Regulator: 32,
  Sponsor: 64,
} as const;

/** Rights of a key for a party: a bit mask. Operate makes the daily calls, Approve gives second signatures. */
export const KeyRight = { None: 0, Operate: 1, Approve: 2, Both: 3 } as const;

/** Standing of a party, as `IPartyRegistry.Standing`. */
export const Standing = { Unknown: 0, Active: 1, Suspended: 2 } as const;

/** Standing of a consent, as `IConsentRegistry.Standing`; revoked is final. */
export const ConsentStanding = { Unknown: 0, Granted: 1, Revoked: 2 } as const;
export type ConsentStanding = (typeof ConsentStanding)[keyof typeof ConsentStanding];

/** Days in which a dispense can be undone. */
export const UNDO_DAYS = 10;

/** Base units of a prescription item, at most; also of all that is ever filled on it, undone or not. */
export const MAX_QUANTITY = 2 ** 20 - 1;

/** Items in one call, at most. */
export const MAX_ITEMS = 200;

/** Units that one item may scan or change, at most. */
export const MAX_RANGE = 4096;

/** What AnchorLog is told that a root is of: the access log of a release node. */
export const ACCESS_LOG_ANCHOR = 3;

/** Somebody reads a record without asking: the root is the hash of the request. */
export const EMERGENCY_ANCHOR = 4;

/**
 * A release node says afterwards that it opened one while the ledger was away: the root is the hash of the request, the
 * count the party that asked.
 */
export const AWAY_EMERGENCY_ANCHOR = 5;
