import { Portion, UnitStatus, type LedgerCall, type Supply } from '@custodia/ledger';

/** A unit's status when our own operations under way are through. What another than its holder locks is seized. */
export function effectiveStatus(
  projected: number,
  pending: readonly { readonly call: LedgerCall; readonly partyId: number }[],
  holder: number | null,
): UnitStatus {
  return pending.reduce<number>(
    (status, { call, partyId }) => after(call, status, partyId === holder) ?? status,
    projected,
  ) as UnitStatus;
}

function after(call: LedgerCall, before: number, byHolder: boolean): UnitStatus | undefined {
  switch (call.kind) {
    case 'dispense':
      return supplied(call.portion, call.voucher ? UnitStatus.Filled : UnitStatus.Supplied);
    case 'reportSupply':
      return byHolder ? reported(call, before) : undefined;
    case 'undoDispense':
      // A pack that was opened stays so, also when every part is back in it.
      return before === UnitStatus.Opened || before === UnitStatus.Emptied
        ? UnitStatus.Opened
        : UnitStatus.Active;
    case 'unlock':
      return UnitStatus.Active;
    case 'decommission':
      return call.status as UnitStatus;
    case 'lock':
      return byHolder ? UnitStatus.Locked : UnitStatus.Seized;
    case 'reportMissing':
      return UnitStatus.Missing;
    default:
      return undefined;
  }
}

function supplied(portion: number, whole: UnitStatus): UnitStatus {
  if (portion === Portion.Part) return UnitStatus.Opened;
  return portion === Portion.Last ? UnitStatus.Emptied : whole;
}

const AT_HAND: ReadonlySet<number> = new Set([
  UnitStatus.Active,
  UnitStatus.Opened,
  UnitStatus.Locked,
  UnitStatus.Missing,
]);

/** A report is a fact about any unit, but it changes only one that its holder had to hand out. */
function reported({ portion, voucher }: Supply, before: number): UnitStatus {
  if (!AT_HAND.has(before)) return before as UnitStatus;
  const whole = voucher ? UnitStatus.IrregularlyFilled : UnitStatus.Irregular;
  return supplied(portion, before === UnitStatus.Opened ? UnitStatus.Emptied : whole);
}

const SUPPLIED: ReadonlySet<number> = new Set([
  UnitStatus.Supplied,
  UnitStatus.Filled,
  UnitStatus.Emptied,
  UnitStatus.Irregular,
  UnitStatus.IrregularlyFilled,
]);

export function isSupplied(status: UnitStatus): boolean {
  return SUPPLIED.has(status);
}

/** How a unit can have been taken off the market. */
export const OFF_MARKET_STATES = [
  'MISSING',
  'EXPORTED',
  'DESTROYED',
  'SAMPLED',
  'FREE_SAMPLE',
  'STOLEN',
] as const;
export type OffMarketState = (typeof OFF_MARKET_STATES)[number];

export const OFF_MARKET: { readonly [status: number]: OffMarketState } = {
  [UnitStatus.Missing]: 'MISSING',
  [UnitStatus.Exported]: 'EXPORTED',
  [UnitStatus.Destroyed]: 'DESTROYED',
  [UnitStatus.Sampled]: 'SAMPLED',
  [UnitStatus.FreeSample]: 'FREE_SAMPLE',
  [UnitStatus.Stolen]: 'STOLEN',
};
