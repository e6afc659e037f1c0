import { sameStrength } from './strength.js';

/** What the prescriber asked for. */
export interface PrescribedMedicine {
  readonly substance: string;
  readonly productGtin?: string | undefined;
  readonly strength?: string | undefined;
  readonly form?: string | undefined;
  readonly baseUnit: string;
  readonly substitutionAllowed: boolean;
}

/** What lies on the counter. */
export interface OfferedProduct {
  readonly gtin: string;
  readonly name: string;
  readonly substance: string;
  readonly strength: string | null;
  readonly form: string | null;
  readonly baseUnit: string;
}

export type Misfit =
  | 'PACK_OTHER_SUBSTANCE'
  | 'PACK_OTHER_STRENGTH'
  | 'PACK_OTHER_UNIT'
  | 'SUBSTITUTION_NOT_ALLOWED'
  | 'SUBSTITUTION_REASON_MISSING';

export type Fit =
  | { readonly fits: true; readonly substituted: boolean }
  | { readonly fits: false; readonly code: Misfit; readonly message: string };

/**
 * Does this pack fill this item? Substance, strength and counting unit must agree, always; another product or
 * another form of the same is a substitution, which the prescriber may forbid and which needs a reason.
 * Checked here and audited, never on the ledger: there it would publish the therapy.
 */
export function packFits(item: PrescribedMedicine, product: OfferedProduct, reason?: string): Fit {
  if (!sameSubstance(item.substance, product.substance)) {
    return misfit(
      'PACK_OTHER_SUBSTANCE',
      `${product.name} holds ${product.substance}; prescribed is ${item.substance}.`,
    );
  }
  if (item.strength !== undefined && !sameStrength(item.strength, product.strength ?? '')) {
    const found = product.strength ?? 'not stated';
    return misfit(
      'PACK_OTHER_STRENGTH',
      `${product.name} has strength ${found}; prescribed is ${item.strength}.`,
    );
  }
  if (word(item.baseUnit) !== word(product.baseUnit)) {
    return misfit(
      'PACK_OTHER_UNIT',
      `${product.name} is counted in ${product.baseUnit}; the prescription counts in ${item.baseUnit}.`,
    );
  }
  const otherProduct = item.productGtin !== undefined && item.productGtin !== product.gtin;
  const otherForm = item.form !== undefined && word(item.form) !== word(product.form ?? '');
  if (!otherProduct && !otherForm) return { fits: true, substituted: false };
  if (!item.substitutionAllowed) {
    return misfit(
      'SUBSTITUTION_NOT_ALLOWED',
      `${product.name} is not the ${otherProduct ? 'product' : 'form'} that was prescribed, and the prescriber does not allow another.`,
    );
  }
  if (!reason?.trim()) {
    return misfit(
      'SUBSTITUTION_REASON_MISSING',
      `Say why ${product.name} is given instead of what was prescribed.`,
    );
  }
  return { fits: true, substituted: true };
}

/** Combination products list their substances in any order and with any of `;`, `,`, `/`, `+`, `and` between them. */
export function sameSubstance(a: string, b: string): boolean {
  return substances(a).join('\n') === substances(b).join('\n');
}

function substances(text: string): string[] {
  return text
    .split(/[;,/+]|\band\b/i)
    .map(word)
    .filter((part) => part !== '')
    .sort();
}

function word(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

function misfit(code: Misfit, message: string): Fit {
  return { fits: false, code, message };
}
