import { packFits, type OfferedProduct, type PrescribedMedicine } from './pack-fit.rules.js';
import { drawFromItem, isRefused, oweOnItem } from './quantity.rules.js';
import { refuse, type Refusal } from './refusal.js';

/** An item of the opened prescription, with what is under way taken into account. */
export interface ItemFacts {
  readonly medicine: PrescribedMedicine;
  readonly state: string;
  /** YYYY-MM-DD, both inclusive. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly open: boolean;
  readonly remaining: number;
  readonly used: number;
}

/** A patient's voucher for it, read; `signed` says whether the item's key signed it for this pharmacy. */
export interface VoucherFacts {
  readonly upTo: number;
  readonly deadline: Date;
  readonly signed: boolean;
}

export interface ItemRequest {
  readonly packs: readonly {
    readonly product: OfferedProduct;
    readonly quantity: number;
    readonly substitutionReason?: string | undefined;
  }[];
  readonly owed: number;
  readonly voucher: VoucherFacts | undefined;
}

/** The ledger must have taken the voucher by then. */
const LEAST_VALIDITY_MS = 60_000;

/** Why these packs may not fill this item, or undefined. */
export function itemRefusal(item: ItemFacts, request: ItemRequest, now: Date): Refusal | undefined {
  if (!item.open) return closedRefusal(item);
  for (const { product, substitutionReason } of request.packs) {
    const fit = packFits(item.medicine, product, substitutionReason);
    if (!fit.fits) return refuse(fit.code, fit.message);
  }
  const unit = item.medicine.baseUnit;
  const quantities = request.packs.map(({ quantity }) => quantity);
  const left = drawFromItem(item.remaining, quantities, unit);
  if (isRefused(left)) return refuse(left.refused, left.message);
  const afterwards = request.owed === 0 ? left : oweOnItem(left, request.owed, unit);
  if (isRefused(afterwards)) return refuse(afterwards.refused, afterwards.message);
  const given = quantities.reduce((sum, quantity) => sum + quantity, 0) + request.owed;
  return voucherRefusal(request.voucher, item.used + given, now);
}

/** Why the voucher does not allow it. `upTo` is what the item will have been used then. */
export function voucherRefusal(
  voucher: VoucherFacts | undefined,
  upTo: number,
  now: Date,
): Refusal | undefined {
  if (!voucher)
    return refuse('VOUCHER_MISSING', 'The patient’s code has to sign for this item. Scan it again.');
  if (!voucher.signed) {
    return refuse('VOUCHER_INVALID', 'The signature is not of this prescription, or not for this pharmacy.');
  }
  if (voucher.deadline.getTime() - now.getTime() < LEAST_VALIDITY_MS) {
    return refuse('VOUCHER_EXPIRED', 'The signature has run out. Scan the patient’s code again.');
  }
  if (voucher.upTo < upTo) {
    return refuse(
      'VOUCHER_SPENT',
      'The signature was used before, or covers less than is given. Scan the patient’s code again.',
    );
  }
  return undefined;
}

function closedRefusal({ state, validFrom, validUntil }: ItemFacts): Refusal {
  switch (state) {
    case 'CANCELLED':
      return refuse('PRESCRIPTION_CANCELLED', 'The prescriber has cancelled this item.');
    case 'DISPENSED':
      return refuse('QUANTITY_EXCEEDS_PRESCRIBED', 'Everything on this item has been given.');
    case 'EXPIRED':
      return refuse(
        'ITEM_EXPIRED',
        `This item was valid until ${validUntil}. Ask the prescriber for a new one.`,
      );
    case 'NOT_YET_VALID':
      return refuse('ITEM_NOT_YET_VALID', `This item is not valid before ${validFrom}.`);
    default:
      return refuse(
        'ITEM_NOT_ON_LEDGER',
        'The ledger did not take this item. Ask the prescriber for a new one.',
      );
  }
}
