import { KNOWN_WORDS } from './known-words.js';

/** Signs that stand for letters in words which somebody wanted to disguise. */
const DISGUISES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
];
const SHORTEST_RUN = 3;
/** So much has to be left of a password without what guessers try first: a letter counts one, a digit a half. */
const LEAST_LEFT = 5;

/**
 * Whether a password is little more than words that guessers try first, the person's own name, rows of keys, dates and
 * repetition, however they are put together (NIST SP 800-63B-4, 3.1.1.2: compare with commonly used ones).
 */
export function isGuessable(password: string, own: readonly string[] = []): boolean {
  const plain = fold(password);
  const disguised = [...plain].map((sign) => DISGUISES[sign] ?? sign).join('');
  const names = own.flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u)).filter((name) => name.length >= 3);
  return [plain, disguised].some((text) => worth(without(text, names)) < LEAST_LEFT);
}

/** Lower case, without accents, compatible signs alike. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

function without(text: string, names: readonly string[]): string {
  const signs = text.replaceAll(/[\p{P}\p{S}\s]/gu, (sign) =>
    /\p{Extended_Pictographic}/u.test(sign) ? sign : '',
  );
  const known = [...names, ...KNOWN_WORDS.filter((word) => word.length > 3)].sort(
    (a, b) => b.length - a.length,
  );
  const rest = known.reduce((left, word) => left.replaceAll(word, ' '), signs);
  // Short words count only as the whole of what stands between others, else they would be found in any text.
  const parts = rest.split(' ').filter((part) => part !== '' && !KNOWN_WORDS.includes(part));
  return parts.map((part) => onceEach(withoutRuns(part))).join('');
}

/** Neighbours in the alphabet, in counting or on the keyboard, in either direction. */
function withoutRuns(text: string): string {
  let left = '';
  for (let at = 0; at < text.length;) {
    const length = runAt(text, at);
    if (length < SHORTEST_RUN) left += text[at];
    at += length < SHORTEST_RUN ? 1 : length;
  }
  return left;
}

function runAt(text: string, at: number): number {
  const lengths = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(''))].map((row) => {
    let length = 1;
    let place = row.indexOf(text[at]!);
    while (place >= 0 && text[at + length] !== undefined && row[place + 1] === text[at + length]) {
      length += 1;
      place += 1;
    }
    return length;
  });
  return Math.max(...lengths);
}

/** What is said again and again is said once. */
function onceEach(text: string): string {
  return text.replaceAll(/(.{1,20}?)\1+/gsu, '$1');
}

function worth(text: string): number {
  const signs = [...text];
  const digits = signs.filter((sign) => /\p{N}/u.test(sign)).length;
  return signs.length - digits + Math.floor(digits / 2);
}
