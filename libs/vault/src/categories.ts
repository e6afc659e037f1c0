import { VaultError } from './errors.js';
import { among } from './shape.js';

/** What an entry is about, first of all; the place in this list is the bit in a consent's mask. Only ever appended to. */
export const CATEGORIES = [
  'medications',
  'allergies',
  'cardiology',
  'laboratory',
  'mental-health',
  'sexual-health',
  'substance-use',
  'emergency-summary',
] as const;
export type Category = (typeof CATEGORIES)[number];
export const category = among(...CATEGORIES);

/** Why data is asked for: codes of HL7's v3-ActReason, of which SUPNWK is that somebody supports the patient. */
export const PURPOSES = ['TREAT', 'HRESCH', 'BTG', 'SUPNWK'] as const;
export type Purpose = (typeof PURPOSES)[number];
export const purpose = among(...PURPOSES);

/** The mask of some categories. */
export function maskOf(categories: readonly Category[]): number {
  return categories.reduce((mask, each) => mask | (1 << CATEGORIES.indexOf(each)), 0);
}

/** The categories of a mask. @throws VaultError MALFORMED where it has bits that this version does not know */
export function categoriesOf(mask: number): Category[] {
  const known = CATEGORIES.filter((_, bit) => (mask >> bit) & 1);
  if (maskOf(known) !== mask || known.length === 0)
    throw new VaultError(
      'MALFORMED',
      'The consent names no category, or one that this version does not know.',
    );
  return known;
}
