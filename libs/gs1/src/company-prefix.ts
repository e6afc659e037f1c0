/** Rows of digits that a GS1 key starts with, and the length of the company prefixes that start like that. */
export type PrefixLengths = ReadonlyMap<string, number>;

/**
 * What is certain without GS1's list: US drug labelers, whose company prefix is 03 and their FDA labeler code, of
 * four digits when it starts with 0, else of five (21 CFR 207.33; GS1 US: 0001-0123-45 is 030001.0012345); and the
 * prefixes that the GS1 standards use in examples. For everyone else give the length, or load GS1's list.
 */
export const knownPrefixLengths: PrefixLengths = new Map([
  ['030', 6],
  ...['031', '032', '033', '034', '035', '036', '037', '038', '039'].map((prefix) => [prefix, 7] as const),
  ['0614141', 7],
  ['4012345', 7],
]);

const LONGEST_PREFIX = 12;

/**
 * The length of the company prefix at the start of a key, whose indicator or extension digit was taken off before.
 * Undefined where the table has no row for it, or GS1 has issued no company prefixes there (length 0 in its list).
 */
export function companyPrefixLength(
  key: string,
  lengths: PrefixLengths = knownPrefixLengths,
): number | undefined {
  for (let size = Math.min(LONGEST_PREFIX, key.length); size > 0; size--) {
    const length = lengths.get(key.slice(0, size));
    if (length !== undefined) return length > 0 ? length : undefined;
  }
  return undefined;
}

/**
 * Turns GS1's own list (gcpprefixformatlist.json, published at gs1.org) into a table, the rows of `knownPrefixLengths`
 * included where the list has none. Throws where the object is not that list.
 */
export function prefixLengthsOf(list: unknown): PrefixLengths {
  const entries = (list as { GCPPrefixFormatList?: { entry?: unknown } } | null)?.GCPPrefixFormatList?.entry;
  if (!Array.isArray(entries)) throw new TypeError('This is not a GCPPrefixFormatList.');
  const lengths = new Map(knownPrefixLengths);
  for (const entry of entries as { prefix?: unknown; gcpLength?: unknown }[]) {
    const length = Number(entry.gcpLength);
    const valid = typeof entry.prefix === 'string' && Number.isInteger(length) && length >= 0 && length <= 12;
    if (!valid) throw new TypeError(`Malformed entry ${JSON.stringify(entry)} in the GCPPrefixFormatList.`);
    lengths.set(entry.prefix as string, length);
  }
  return lengths;
}
