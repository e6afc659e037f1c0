/**
 * What a scanner makes of a text when its keyboard layout or Caps Lock is not what it thinks, or when it drops the separator.
 * A near miss labels an unknown serial as a probable scan fault; it never makes it a known one.
 */
export const SCAN_FAULTS = ['CAPS_LOCK', 'QWERTZ', 'AZERTY', 'SEPARATOR_LOST'] as const;
export type ScanFault = (typeof SCAN_FAULTS)[number];

/** With the letters as they are, their case alone can differ. */
const SWAPS: readonly {
  readonly fault: ScanFault;
  readonly pairs: readonly (readonly [string, string])[];
}[] = [
  { fault: 'CAPS_LOCK', pairs: [] },
  { fault: 'QWERTZ', pairs: [['Y', 'Z']] },
  {
    fault: 'AZERTY',
    pairs: [
      ['A', 'Q'],
      ['W', 'Z'],
    ],
  },
];

const CASES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) =>
    [...text]
      .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
      .join(''),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
];

/** The start of an element that runs into the one before when the separator is lost: lot, expiry, serial. */
const NEXT_ELEMENT = /(?:10|21)(?=.)|17(?=\d{6})/g;
const MOST_CUTS = 4;

/** Texts that a faulty scan of them would turn into this one. Not the text itself. */
export function nearMisses(read: string): string[] {
  return [...explained(read).keys()];
}

/** What made the one text of the other: of several faults the one that says most, and null where it was none. */
export function faultOf(read: string, real: string): ScanFault | null {
  return explained(read).get(real) ?? null;
}

function explained(read: string): Map<string, ScanFault> {
  const found = new Map<string, ScanFault>();
  for (const whole of [read, ...cuts(read)])
    for (const { fault, pairs } of SWAPS)
      for (const change of CASES) {
        const real = change(swapped(whole, pairs));
        // The simplest explanation comes first, and stays.
        if (!found.has(real)) found.set(real, whole === read ? fault : 'SEPARATOR_LOST');
      }
  found.delete(read);
  return found;
}

function swapped(text: string, pairs: readonly (readonly [string, string])[]): string {
  const to = new Map(
    pairs.flatMap(
      ([a, b]) =>
        [
          [a, b],
          [b, a],
          [a.toLowerCase(), b.toLowerCase()],
          [b.toLowerCase(), a.toLowerCase()],
        ] as const,
    ),
  );
  return [...text].map((letter) => to.get(letter) ?? letter).join('');
}

function cuts(text: string): string[] {
  return [...text.matchAll(NEXT_ELEMENT)]
    .map(({ index }) => text.slice(0, index))
    .filter((start) => start !== '')
    .slice(0, MOST_CUTS);
}
