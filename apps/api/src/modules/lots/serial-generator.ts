import { randomBytes } from 'node:crypto';

/**
 * Digits and capitals that survive a bad print, a bad eye and a wrong keyboard layout: without 0/O, 1/I/L,
 * 2-8 twins (Z, S, G, B), U/V, M, and without A, Q, W, Y, which swap places between QWERTY, AZERTY and QWERTZ.
 */
export const SERIAL_ALPHABET = '23456789CDEFHJKNPRTVX';

/**
 * Delegated Regulation (EU) 2016/161, Art. 4(b): at most 20 characters, guess probability below 1 in 10,000.
 * 21^16 is 1.4e21 serials: even with a billion packs of one GTIN in the market a guess hits one in 1.4e12, and the
 * birthday bound for two equal ones among them stays below 1e-3.
 */
export const GENERATED_SERIAL_LENGTH = 16;

const UNBIASED = 256 - (256 % SERIAL_ALPHABET.length);

/** One unpredictable serial; a byte beyond the largest multiple of the alphabet is thrown away, so that no letter is likelier. */
export function* generateSerials(count: number): Generator<string> {
  let pool = Buffer.alloc(0);
  let at = 0;
  for (let made = 0; made < count; made++) {
    let serial = '';
    while (serial.length < GENERATED_SERIAL_LENGTH) {
      if (at === pool.length) {
        pool = randomBytes(16_384);
        at = 0;
      }
      const byte = pool[at++] ?? 255;
      if (byte < UNBIASED) serial += SERIAL_ALPHABET[byte % SERIAL_ALPHABET.length];
    }
    yield serial;
  }
}
