import { UnitStatus } from '@custodia/ledger';
import { groundRefusal } from './ground.rules.js';
import { refuse, type Refusal } from './refusal.js';
import type { SupplyBasis } from './supply.js';

/** A pack on the counter, as the ledger and this node know it. */
export interface PackFacts {
  readonly name: string;
  readonly lotNumber: string;
  readonly prescriptionOnly: boolean;
  readonly status: UnitStatus;
  /** Another operation on it is under way. */
  readonly busy: boolean;
  readonly suppliedHere: boolean;
  readonly lot: {
    readonly held: boolean;
    readonly recalled: boolean;
    readonly withdrawn: boolean;
    readonly expired: boolean;
  };
  /** OURS, on its way to us, or not ours. */
  readonly custody: 'OURS' | 'EXPECTED' | 'ELSEWHERE';
  readonly daysLeft: number;
}

/** What the person at the counter says about it. */
export interface PackRequest {
  readonly basis: SupplyBasis;
  /** When it happened, for an entry made later. */
  readonly late: boolean;
  readonly override?: string | undefined;
  readonly custodyRequired: boolean;
}

const SOON_DAYS = 30;

/** Why this pack may not be supplied, or undefined. What outranks is said first: lot, unit, custody, dates. */
export function packRefusal(pack: PackFacts, request: PackRequest): Refusal | undefined {
  return (
    lotRefusal(pack, request.late) ??
    unitRefusal(pack) ??
    custodyRefusal(pack, request) ??
    groundRefusal(pack, request.basis) ??
    expiryRefusal(pack, request)
  );
}

function lotRefusal({ lot, lotNumber }: PackFacts, late: boolean): Refusal | undefined {
  const report = late ? ' If the patient has it already, report the supply.' : '';
  const stop = `Do not dispense: lot ${lotNumber} is`;
  if (lot.recalled) return refuse('LOT_RECALLED', `${stop} recalled.${report}`);
  if (lot.withdrawn) return refuse('LOT_WITHDRAWN', `${stop} withdrawn from the market.${report}`);
  if (lot.held) return refuse('LOT_HELD', `${stop} on hold.${report}`);
  if (lot.expired) return refuse('LOT_EXPIRED', `${stop} expired.${report}`);
  return undefined;
}

function unitRefusal({ name, status, busy, suppliedHere }: PackFacts): Refusal | undefined {
  if (busy) return refuse('UNIT_BUSY', `${name}: this pack is being dispensed or changed at this moment.`);
  switch (status) {
    case UnitStatus.Active:
    case UnitStatus.Opened:
      return undefined;
    case UnitStatus.Supplied:
    case UnitStatus.Filled:
    case UnitStatus.Emptied:
    case UnitStatus.Irregular:
    case UnitStatus.IrregularlyFilled:
      return refuse(
        'ALREADY_SUPPLIED',
        suppliedHere
          ? `${name}: you dispensed this pack before. Undo that first, if it was a slip.`
          : `Do not dispense ${name}: this pack was dispensed already, elsewhere.`,
      );
    case UnitStatus.Locked:
    case UnitStatus.Seized:
      return refuse('UNIT_LOCKED', `Do not dispense ${name}: this pack is locked.`);
    case UnitStatus.Missing:
      return refuse('UNIT_MISSING', `Do not dispense ${name}: this pack is reported missing.`);
    case UnitStatus.Exported:
    case UnitStatus.Destroyed:
    case UnitStatus.Sampled:
    case UnitStatus.FreeSample:
    case UnitStatus.Stolen:
      return refuse('UNIT_DECOMMISSIONED', `Do not dispense ${name}: this pack was taken off the market.`);
  }
}

function custodyRefusal({ name, custody }: PackFacts, { custodyRequired }: PackRequest): Refusal | undefined {
  if (custody === 'OURS') return undefined;
  if (custody === 'EXPECTED') {
    return refuse('UNITS_IN_TRANSIT', `${name} is on its way to you. Receive the shipment first.`);
  }
  if (!custodyRequired) return undefined;
  return refuse('NOT_HOLDER', `${name} was not delivered to you. Receive it, or claim it if it was found.`);
}

function expiryRefusal(pack: PackFacts, { override }: PackRequest): Refusal | undefined {
  if (pack.daysLeft <= SOON_DAYS && !override?.trim()) {
    return refuse(
      'OVERRIDE_NEEDED',
      `${pack.name} expires in ${pack.daysLeft} days. Say why it is dispensed all the same.`,
    );
  }
  return undefined;
}

/** Refusals that are told to those who watch for fraud, by the contracts' name of the reason. */
export const SUSPICIOUS: Readonly<Record<string, string>> = {
  ALREADY_SUPPLIED: 'AlreadySupplied',
  UNIT_DECOMMISSIONED: 'UnitIsDecommissioned',
  UNIT_MISSING: 'UnitIsMissing',
  NOT_HOLDER: 'NotHolder',
  VOUCHER_INVALID: 'InvalidVoucher',
  VOUCHER_SPENT: 'VoucherSpent',
  QUANTITY_EXCEEDS_PRESCRIBED: 'QuantityExceeded',
  PRESCRIPTION_CANCELLED: 'ItemCancelled',
};
