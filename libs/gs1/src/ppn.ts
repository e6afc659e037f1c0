import { isDigits } from './check-digit.js';
import { Gs1Error } from './errors.js';
import { ntin } from './national-numbers.js';
import type { Gtin } from './identifiers.js';

declare const ppnBrand: unique symbol;
/** Pharmacy Product Number of IFA: product registration agency code, national number, two check digits. */
export type Ppn = string & { readonly [ppnBrand]: true };

/** The agency code of the German Pharmazentralnummer. */
const GERMANY = '11';

/** IFA, PPN specification: sum of (i + 2) × ASCII code, modulo 97, in two digits. */
export function ppnCheckDigits(payload: string): string {
  let sum = 0;
  for (let i = 0; i < payload.length; i++) sum += (i + 2) * payload.charCodeAt(i);
  return String(sum % 97).padStart(2, '0');
}

/** The last digit of a PZN: the others weighted 1 to 7, modulo 11; numbers that would give 10 are not issued. */
export function isPzn(text: string): boolean {
  if (text.length !== 8 || !isDigits(text)) return false;
  let sum = 0;
  for (let i = 0; i < 7; i++) sum += (i + 1) * Number(text.charAt(i));
  return sum % 11 === Number(text.charAt(7));
}

/** Reads a PPN and checks its check digits, and for Germany those of the PZN in it. */
export function parsePpn(text: string): Ppn {
  const payload = text.slice(0, -2);
  const wellFormed = /^[0-9A-Z]{2}[0-9A-Z]{1,18}\d{2}$/.test(text);
  if (!wellFormed) throw new Gs1Error('PPN');
  if (ppnCheckDigits(payload) !== text.slice(-2)) throw new Gs1Error('CHECK_DIGIT', text.length - 2);
  if (text.startsWith(GERMANY) && !isPzn(payload.slice(2))) throw new Gs1Error('PPN');
  return text as Ppn;
}

/** The PPN of a Pharmazentralnummer. */
export function ppnOfPzn(pzn: string): Ppn {
  if (!isPzn(pzn)) throw new Gs1Error('PPN');
  return (GERMANY + pzn + ppnCheckDigits(GERMANY + pzn)) as Ppn;
}

/** The PZN in a German PPN, or undefined for the PPN of another agency. */
export function pznOfPpn(ppn: Ppn): string | undefined {
  return ppn.startsWith(GERMANY) ? ppn.slice(2, -2) : undefined;
}

/** The GTIN under which the pack of a German PPN is registered: the NTIN of its PZN. */
export function gtinOfPpn(ppn: Ppn): Gtin | undefined {
  const pzn = pznOfPpn(ppn);
  return pzn === undefined ? undefined : ntin('DE', pzn);
}
