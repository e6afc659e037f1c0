/**
 * What a scanner makes of a text when its keyboard layout or Caps Lock is not what it thinks, or when it drops the separator.
 * A near miss labels an unknown serial as a probable scan fault; it never makes it a known one.
 */
const SWAPS: readonly (readonly [string, string])[][] = [
  [],
  [['Y', 'Z']], // QWERTZ
  [
    ['A', 'Q'],
    ['W', 'Z'],
  ], // AZERTY
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
  const found = new Set<string>();
  for (const whole of [read, ...cuts(read)])
    for (const swap of SWAPS) for (const change of CASES) found.add(change(swapped(whole, swap)));
  found.delete(read);
  return [...found];
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
