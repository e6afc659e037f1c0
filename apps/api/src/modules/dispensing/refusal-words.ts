/** What the ledger's refusals of supplies mean at the counter, by the contracts' error names. */
const WORDS: Readonly<Record<string, string>> = {
  AlreadySupplied: 'This pack is recorded as dispensed already.',
  NotHolder: 'This pack is not in your custody on the ledger.',
  InTransit: 'This pack is still on its way on the ledger.',
  LotIsRecalled: 'The lot was recalled.',
  LotIsWithdrawn: 'The lot was withdrawn from the market.',
  LotIsHeld: 'The lot is on hold.',
  LotIsExpired: 'The lot is expired.',
  UnitIsLocked: 'This pack is locked.',
  UnitIsMissing: 'This pack is reported missing.',
  UnitIsDecommissioned: 'This pack was taken off the market.',
  UnitIsOpened: 'This pack is opened already.',
  ItemCancelled: 'The prescriber has cancelled this item.',
  ItemExpired: 'The prescription item is no longer valid.',
  ItemNotYetValid: 'The prescription item is not valid yet.',
  UnknownItem: 'The ledger does not know this prescription item.',
  QuantityExceeded: 'The prescription does not allow that much.',
  VoucherExpired: 'The patient’s signature had run out.',
  VoucherSpent: 'The patient’s signature was used before.',
  InvalidVoucher: 'The signature is not of this prescription.',
  PartySuspended: 'Your site is suspended.',
  UndoWindowOver: 'The days in which it can be undone are over.',
};

export function refusalWords(reason: string): string {
  return WORDS[reason] ?? `The ledger refused it (${reason}).`;
}
