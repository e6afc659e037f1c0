import { amount, plural } from './amount.js';

export type QuantityRefusal =
  'QUANTITY_INVALID' | 'QUANTITY_EXCEEDS_PACK' | 'QUANTITY_EXCEEDS_PRESCRIBED' | 'OWED_EXCEEDS_REMAINING';

export type Refused = { readonly refused: QuantityRefusal; readonly message: string };

/** What is taken from one pack, in base units, and what stays in it. */
export interface Portion {
  readonly quantity: number;
  readonly left: number;
}

/**
 * Takes `wanted` base units from a pack that still holds `content`; nothing said means all of it.
 * What is left makes it an opened pack, which only this site may go on dispensing from.
 */
export function takeFromPack(content: number, wanted: number | undefined, unit: string): Portion | Refused {
  const quantity = wanted ?? content;
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    return refused('QUANTITY_INVALID', `A quantity is a whole number of ${plural(unit)} from 1 up.`);
  }
  if (quantity > content) {
    return refused(
      'QUANTITY_EXCEEDS_PACK',
      `The pack holds ${amount(content, unit)}; ${quantity} cannot be taken from it.`,
    );
  }
  return { quantity, left: content - quantity };
}

/** What may still be given for an item after these portions, or why they are too much. */
export function drawFromItem(remaining: number, portions: readonly number[], unit: string): number | Refused {
  const total = portions.reduce((sum, portion) => sum + portion, 0);
  if (total <= remaining) return remaining - total;
  return refused(
    'QUANTITY_EXCEEDS_PRESCRIBED',
    remaining === 0
      ? `Nothing is left to give on this item, not ${amount(total, unit)}.`
      : `This item has ${amount(remaining, unit)} left to give, not ${total}: give a part of the pack.`,
  );
}

/** A balance owed to the patient must be covered by what the prescription still allows. */
export function oweOnItem(left: number, owed: number, unit: string): number | Refused {
  if (!Number.isSafeInteger(owed) || owed < 1) {
    return refused('QUANTITY_INVALID', `An owed quantity is a whole number of ${plural(unit)} from 1 up.`);
  }
  if (owed > left) {
    return refused(
      'OWED_EXCEEDS_REMAINING',
      `This item has only ${amount(left, unit)} left; ${owed} cannot be owed.`,
    );
  }
  return left - owed;
}

export function isRefused(answer: object | number): answer is Refused {
  return typeof answer === 'object' && 'refused' in answer;
}

function refused(code: QuantityRefusal, message: string): Refused {
  return { refused: code, message };
}
