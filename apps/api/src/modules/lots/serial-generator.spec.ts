import { describe, expect, it } from 'vitest';
import { GENERATED_SERIAL_LENGTH, SERIAL_ALPHABET, generateSerials } from './serial-generator.js';

describe('generated serials', () => {
  const serials = [...generateSerials(20_000)];

  it('are all different and of one length that GS1 AI 21 allows', () => {
    expect(new Set(serials).size).toBe(20_000);
    expect(new Set(serials.map((serial) => serial.length))).toEqual(new Set([GENERATED_SERIAL_LENGTH]));
    expect(GENERATED_SERIAL_LENGTH).toBeLessThanOrEqual(20);
  });

  it('use no letter that an eye, a printer or a keyboard layout confuses', () => {
    expect(serials.join('')).toMatch(/^[23456789CDEFHJKNPRTVX]+$/);
  });

  it('use every letter about equally often at every place', () => {
    const expected = serials.length / SERIAL_ALPHABET.length;
    for (let place = 0; place < GENERATED_SERIAL_LENGTH; place++)
      for (const letter of SERIAL_ALPHABET) {
        const seen = serials.filter((serial) => serial[place] === letter).length;
        expect(Math.abs(seen - expected)).toBeLessThan(6.5 * Math.sqrt(expected));
      }
  });

  it('leave a guesser less than one chance in ten thousand with a billion packs in the market', () => {
    expect(1e9 / SERIAL_ALPHABET.length ** GENERATED_SERIAL_LENGTH).toBeLessThan(1e-4);
  });
});
