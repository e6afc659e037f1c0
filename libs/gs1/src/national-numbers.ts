import { checkDigit, isDigits } from './check-digit.js';
import { Gs1Error } from './errors.js';
import type { Gtin } from './identifiers.js';

/**
 * National trade item numbers: a national product number behind a prefix that GS1 gave to the national body,
 * and a GS1 check digit. `length` is that of the national number.
 */
const schemes = {
  /** Austrian Pharmazentralnummer without its own check digit (ARGE Pharma, GS1 Austria). */
  AT: { prefix: '908888', length: 6 },
  /** Pharmazentralnummer, 8 digits with its own check digit (IFA). */
  DE: { prefix: '4150', length: 8 },
  /** Code identifiant de présentation; the 13-digit CIP is itself the NTIN (Club Inter Pharmaceutique). */
  FR: { prefix: '3400', length: 8 },
  /** Código nacional without its control digit (AEMPS, Digital Health). */
  ES: { prefix: '847000', length: 6 },
  /** Nordic article number (Vnr) of Denmark, Finland, Iceland, Norway and Sweden. */
  NORDIC: { prefix: '704626', length: 6 },
} as const;

export type NationalScheme = keyof typeof schemes;

/** A national number found in a GTIN. */
export interface NationalNumber {
  readonly scheme: NationalScheme;
  readonly number: string;
}

/** The GTIN of a national number. */
export function ntin(scheme: NationalScheme, number: string): Gtin {
  const { prefix, length } = schemes[scheme];
  if (number.length !== length || !isDigits(number)) throw new Gs1Error('NTIN');
  const payload = prefix + number;
  return (payload + checkDigit(payload)).padStart(14, '0') as Gtin;
}

/** The national number that a GTIN holds, or undefined. The prefix alone decides: compare with a register. */
export function nationalNumberOf(gtin: Gtin): NationalNumber | undefined {
  for (const scheme of Object.keys(schemes) as NationalScheme[]) {
    const { prefix } = schemes[scheme];
    if (gtin.startsWith(`0${prefix}`)) return { scheme, number: gtin.slice(1 + prefix.length, 13) };
  }
  return undefined;
}

/** The layouts of a 10-digit National Drug Code: labeler, product, package. */
const NDC_LAYOUT = /^(?:\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{5}-\d{4}-\d|\d{10})$/;

/**
 * The GTIN of a US National Drug Code, with or without hyphens (GS1 US: the labeler's company prefix is 03 and the
 * labeler code). The 11-digit billing form is refused: where its padding zero stands cannot be told.
 * `indicator` 0 is the unit of sale, 1 to 8 a packaging level above it.
 */
export function gtinOfNdc(ndc: string, indicator = 0): Gtin {
  if (!NDC_LAYOUT.test(ndc) || !Number.isInteger(indicator) || indicator < 0 || indicator > 8) {
    throw new Gs1Error('NDC');
  }
  const payload = `${indicator}03${ndc.replaceAll('-', '')}`;
  return (payload + checkDigit(payload)) as Gtin;
}

/** The ten digits of the NDC in a GTIN, or undefined. Where the hyphens stand the GTIN does not say. */
export function ndcOfGtin(gtin: Gtin): string | undefined {
  return gtin.slice(1, 3) === '03' ? gtin.slice(3, 13) : undefined;
}
