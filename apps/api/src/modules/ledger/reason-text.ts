import type { RefusalName } from '@custodia/ledger';

/** What to tell a user about each error of the contracts: what is the matter, and what to do where that is clear. */
const TEXTS: Readonly<Record<RefusalName, string>> = {
  NotOperator:
    'This node has no right to act for the site on the ledger. The regulator has to give it a key.',
  PartySuspended: 'The site is suspended on the ledger and cannot change anything until it is reinstated.',
  MissingRole: 'The site does not have the role on the ledger that this needs.',
  TooManyItems: 'Too many items were sent at once.',
  AlreadyAdmitted: 'A party with this ledger id is admitted already.',
  UnknownParty: 'The ledger does not know this party.',
  InvalidRoles: 'These roles cannot be combined. A regulator has no other role.',
  InvalidGln: 'The GLN is not a number of 13 digits.',
  InvalidKey: 'The key cannot be used.',
  KeyOfOtherSide: 'A key of a regulator cannot act for another party, nor the other way round.',
  NeedsSecondKey: 'This takes two keys of the regulator: one proposes, another one approves.',
  NotOnOneself: 'Nobody can do this to oneself.',
  WrongStanding: 'The party is not in the state that this needs.',
  UnknownLot: 'The ledger does not know this lot.',
  AlreadyRegistered: 'This lot is registered already.',
  InvalidUnits: 'The number of units is not one that a lot can have.',
  InvalidRoot: 'The proof of the serial numbers is missing.',
  StaleVersion: 'The lot was changed in the meantime. Look at it again and repeat the change.',
  NotMakerOrRegulator: 'Only the maker of the lot or the regulator may do this.',
  HoldUnchanged: 'The lot is on hold already, or there is no hold of yours to lift.',
  LotIsRecalled: 'The lot is recalled. Put the packs aside.',
  LotIsWithdrawn: 'The lot is withdrawn from the market. Put the packs aside.',
  LotIsHeld: 'The lot is on hold. Keep the packs until it is released.',
  LotIsExpired: 'The lot is expired.',
  UnknownProposal: 'There is no such proposal, or it is approved already.',
  AlreadyProposed: 'This was proposed already.',
  SameKey: 'Who proposes a recall cannot approve it as well: it takes a second key.',
  TooManyRanges: 'Too many ranges of this lot are recalled. Recall the whole lot.',
  UnknownUnit: 'The lot has no such unit.',
  StaleHint: 'The stock on the ledger kept changing. Try again.',
  NotHolder: 'The site does not hold these packs on the ledger.',
  AlreadyHolder: 'The site holds these packs already.',
  NotReceiver: 'These packs are not on their way to this site.',
  InTransit: 'The packs are in transit.',
  NotInTransit: 'The packs are not in transit.',
  InvalidReceiver:
    'The receiver cannot take stock: it is unknown, suspended, has no such role, or is the sender.',
  OnlyToMakerOrDisposer:
    'A recalled, withdrawn, expired or held lot can only go back to its maker or to a disposer.',
  RangeTooLarge: 'These are too many packs for one step. Split the range.',
  InvalidProof: 'The serial number does not belong to this lot.',
  AlreadySupplied: 'The pack was supplied already. Do not hand it out: it may be a copy.',
  UnitIsOpened: 'The pack is opened. Only parts of it can be supplied.',
  UnitIsLocked: 'The pack is locked.',
  UnitIsMissing: 'The pack is reported missing.',
  UnitIsDecommissioned: 'The pack has left the market: exported, destroyed, sampled or stolen.',
  StatusMismatch: 'The pack is not in the state that this would undo or change.',
  UndoWindowOver: 'The time in which a supply can be undone is over.',
  ItemRequired: 'This supply was made on a prescription and can only be undone together with it.',
  InvalidCode: 'The entry does not fit together, such as an e-prescription without its permission to fill.',
  OnlyLotLedger: 'Prescriptions are filled by supplies only.',
  AlreadyIssued: 'This prescription item was issued already.',
  InvalidQuantity: 'The quantity is not one that can be prescribed or supplied.',
  InvalidDays: 'The prescription ends before it begins.',
  UnknownItem: 'The ledger does not know this prescription item.',
  ItemCancelled: 'The prescription item is cancelled.',
  ItemNotYetValid: 'The prescription item is not valid yet.',
  ItemExpired: 'The prescription item is no longer valid.',
  QuantityExceeded: 'This is more than is left on the prescription item.',
  VoucherExpired: 'The permission to fill has run out. Scan the prescription again.',
  VoucherSpent: 'The permission to fill was used before. Scan the prescription again.',
  InvalidVoucher: 'The permission to fill is not signed for this prescription and this pharmacy.',
  StaleFills: 'The prescription item kept changing. Try again.',
  AlreadyGranted: 'This consent was granted already. To change it, revoke it and grant anew.',
  AlreadyRevoked: 'This consent was revoked, which is final.',
  InvalidLastDay: 'The last day of this consent is over.',
  MessageExpired: 'The signed consent came too late. Sign it again.',
  InvalidSignature: 'The consent is not signed by its own key for this ledger.',
};

const OF_OURS: Readonly<Record<string, string>> = {
  OutOfGas: 'The ledger could not finish this. Split it into smaller parts.',
  Malformed: 'This cannot be written to the ledger. Please report it to support.',
  Reverted: 'The ledger refused this without giving a reason.',
};

/** A refusal in plain words. */
export function reasonText(reason: string): string {
  const texts: Readonly<Record<string, string>> = { ...OF_OURS, ...TEXTS };
  return texts[reason] ?? `The ledger refused this for a reason that this version does not know (${reason}).`;
}
