/** Values of the data characters: their places in GS1 character set 82. */
const CSET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** The check characters: no 0, 1, I or O, which are misread. */
const CSET_32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** The weight of each data character, from the right; a global model number has at most 23. */
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

/**
 * The check character pair of an alphanumeric GS1 key (General Specifications 7.9.5): the values of the
 * characters weighted by primes from the right, modulo 1021, in two digits of base 32.
 * Returns undefined where the data has a character outside set 82 or is too long.
 */
export function checkCharacters(payload: string): string | undefined {
  if (payload.length > PRIMES.length) return undefined;
  let sum = 0;
  for (let i = 0; i < payload.length; i++) {
    const value = CSET_82.indexOf(payload.charAt(i));
    const weight = PRIMES[payload.length - 1 - i];
    if (value < 0 || weight === undefined) return undefined;
    sum += value * weight;
  }
  sum %= 1021;
  return CSET_32.charAt(sum >> 5) + CSET_32.charAt(sum & 31);
}

/** True when the text ends in the right check character pair. */
export function hasValidCheckCharacters(text: string): boolean {
  return text.length >= 2 && checkCharacters(text.slice(0, -2)) === text.slice(-2);
}
