/** How the data behind a symbology identifier is to be read. */
export type SymbologyMode = 'gs1' | 'plain' | 'shop';

/** What a symbology identifier (ISO/IEC 15424) says, and what it means to the person with the scanner. */
export interface Symbology {
  readonly identifier: string;
  readonly name: string;
  readonly mode: SymbologyMode;
  /** One sentence for the person at the counter. */
  readonly meaning: string;
}

const PACK = 'The square code of a medicine pack.';
const LINEAR = 'A GS1 bar code, as on cartons and some packs.';
const PLAIN = 'Not a GS1 code. It counts only if it holds a GS1 Digital Link or an IFA code.';
const SHOP = 'The shop code: it names the product, not the pack. Scan the square code instead.';

const table: readonly Symbology[] = [
  { identifier: ']d2', name: 'GS1 DataMatrix', mode: 'gs1', meaning: PACK },
  { identifier: ']d8', name: 'GS1 DataMatrix, rectangular extension', mode: 'gs1', meaning: PACK },
  { identifier: ']Q3', name: 'GS1 QR Code', mode: 'gs1', meaning: PACK },
  { identifier: ']J1', name: 'GS1 DotCode', mode: 'gs1', meaning: PACK },
  { identifier: ']C1', name: 'GS1-128', mode: 'gs1', meaning: LINEAR },
  { identifier: ']e0', name: 'GS1 DataBar or GS1 Composite', mode: 'gs1', meaning: LINEAR },
  { identifier: ']d1', name: 'DataMatrix', mode: 'plain', meaning: PLAIN },
  { identifier: ']Q1', name: 'QR Code', mode: 'plain', meaning: PLAIN },
  { identifier: ']J0', name: 'DotCode', mode: 'plain', meaning: PLAIN },
  { identifier: ']E0', name: 'EAN-13, UPC-A or UPC-E', mode: 'shop', meaning: SHOP },
  { identifier: ']E4', name: 'EAN-8', mode: 'shop', meaning: SHOP },
];

const byIdentifier = new Map(table.map((symbology) => [symbology.identifier, symbology]));

/** The symbology that the first three characters name, or undefined for those that no GS1 system uses. */
export function symbologyOf(scan: string): Symbology | undefined {
  return byIdentifier.get(scan.slice(0, 3));
}

/** True when the scan starts with a symbology identifier: `]`, a letter, a digit or letter. */
export function hasSymbologyIdentifier(scan: string): boolean {
  return /^\][A-Za-z][0-9A-Za-z]/.test(scan);
}

/** The text with the case of its letters swapped, which is what Caps Lock does to a scan. */
export function swapCase(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) ^ 0x20));
}

/** True when the identifier is none, but would be one in the other case: Caps Lock is on. */
export function isCaseInverted(scan: string): boolean {
  const identifier = scan.slice(0, 3);
  return !byIdentifier.has(identifier) && byIdentifier.has(swapCase(identifier));
}
