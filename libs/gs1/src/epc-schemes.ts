/**
 * How a GS1 key becomes an EPC URN (GS1 EPC Tag Data Standard, section 6.3). In a URN the company prefix stands apart
 * and the check digit is left out.
 */
export interface EpcScheme {
  /** `id` names an instance, `class` a lot. */
  readonly space: 'id' | 'class';
  readonly name: string;
  /** The AI that holds the key. */
  readonly key: string;
  /**
   * `indicator`: the first digit of the key moves behind the company prefix. `number`: company prefix, reference,
   * check digit. `text`: company prefix, then characters up to the end.
   */
  readonly shape: 'indicator' | 'number' | 'text';
  /** Digits of company prefix and reference together, indicator included; undefined for `text`. */
  readonly digits?: number;
  /** Digits in front of the company prefix that the URN leaves out. */
  readonly filler?: string;
  /** What follows: the value of another AI, the rest of the key's own value, or nothing. */
  readonly tail?: { readonly ai: string } | 'same';
  /** The tail that says that there is none. */
  readonly noTail?: string;
  /** Without a tail the key is a pattern over all instances: `urn:epc:idpat:….*`. */
  readonly pattern?: boolean;
  /** Piece and total stand between reference and tail. */
  readonly pieces?: boolean;
}

export const epcSchemes: readonly EpcScheme[] = [
  {
    space: 'id',
    name: 'sgtin',
    key: '01',
    shape: 'indicator',
    digits: 13,
    tail: { ai: '21' },
    pattern: true,
  },
  { space: 'id', name: 'upui', key: '01', shape: 'indicator', digits: 13, tail: { ai: '235' } },
  { space: 'class', name: 'lgtin', key: '01', shape: 'indicator', digits: 13, tail: { ai: '10' } },
  { space: 'id', name: 'sscc', key: '00', shape: 'indicator', digits: 17 },
  { space: 'id', name: 'sgln', key: '414', shape: 'number', digits: 12, tail: { ai: '254' }, noTail: '0' },
  { space: 'id', name: 'pgln', key: '417', shape: 'number', digits: 12 },
  {
    space: 'id',
    name: 'grai',
    key: '8003',
    shape: 'number',
    digits: 12,
    filler: '0',
    tail: 'same',
    pattern: true,
  },
  { space: 'id', name: 'giai', key: '8004', shape: 'text' },
  { space: 'id', name: 'gsrn', key: '8018', shape: 'number', digits: 17 },
  { space: 'id', name: 'gsrnp', key: '8017', shape: 'number', digits: 17 },
  { space: 'id', name: 'gdti', key: '253', shape: 'number', digits: 12, tail: 'same', pattern: true },
  { space: 'id', name: 'sgcn', key: '255', shape: 'number', digits: 12, tail: 'same', pattern: true },
  { space: 'id', name: 'cpi', key: '8010', shape: 'text', tail: { ai: '8011' }, pattern: true },
  { space: 'id', name: 'ginc', key: '401', shape: 'text' },
  { space: 'id', name: 'gsin', key: '402', shape: 'number', digits: 16 },
  {
    space: 'id',
    name: 'itip',
    key: '8006',
    shape: 'indicator',
    digits: 13,
    tail: { ai: '21' },
    pattern: true,
    pieces: true,
  },
];

/** Characters of set 82 that a URN may not hold as they are (EPC Tag Data Standard 6.3.1, table A-1). */
const RESERVED = /["%&/<>?#]/g;

export function escapeUrn(text: string): string {
  return text.replaceAll(
    RESERVED,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Undefined where the text has a character or an escape that may not stand in a URN. */
export function unescapeUrn(text: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})|["&/<>?#]/.test(text)) return undefined;
  return text.replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
