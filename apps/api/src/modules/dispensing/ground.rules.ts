import { refuse, type Refusal } from './refusal.js';
import type { SupplyBasis } from './supply.js';

/** The grounds on which a medicine that needs a prescription is not given. */
const WITHOUT_PRESCRIPTION: ReadonlySet<SupplyBasis> = new Set(['OVER_THE_COUNTER']);

/** Why this ground is not enough for this medicine, or undefined. */
export function groundRefusal(
  { name, prescriptionOnly }: { readonly name: string; readonly prescriptionOnly: boolean },
  basis: SupplyBasis,
): Refusal | undefined {
  if (!prescriptionOnly || !WITHOUT_PRESCRIPTION.has(basis)) return undefined;
  return refuse('PRESCRIPTION_NEEDED', `${name} needs a prescription. Choose another basis of supply.`);
}

/** A paper prescription is named, so that it can be found again. */
export function paperRefusal(basis: SupplyBasis, paperReference: string | undefined): Refusal | undefined {
  if (basis !== 'PAPER' || paperReference?.trim()) return undefined;
  return refuse('BAD_INPUT', 'Give the number or date of the paper prescription.');
}
