import { Portion, UnitStatus, type LedgerCall } from '@custodia/ledger';

/** A unit's status when our own operations under way are through. */
export function effectiveStatus(
  projected: number,
  pending: readonly { readonly call: LedgerCall }[],
): UnitStatus {
  return pending.reduce<number>((status, { call }) => after(call, status) ?? status, projected) as UnitStatus;
}

function after(call: LedgerCall, before: number): UnitStatus | undefined {
  switch (call.kind) {
    case 'dispense':
      return supplied(call.portion, call.voucher ? UnitStatus.Filled : UnitStatus.Supplied);
    case 'reportSupply':
      return supplied(call.portion, call.voucher ? UnitStatus.IrregularlyFilled : UnitStatus.Irregular);
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
      return UnitStatus.Locked;
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

/** The word for a unit that was taken off the market. */
export const OFF_MARKET: { readonly [status: number]: string } = {
  [UnitStatus.Missing]: 'missing',
  [UnitStatus.Exported]: 'exported',
  [UnitStatus.Destroyed]: 'destroyed',
  [UnitStatus.Sampled]: 'sample',
  [UnitStatus.FreeSample]: 'free sample',
  [UnitStatus.Stolen]: 'stolen',
};
