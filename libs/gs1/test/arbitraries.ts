import fc from 'fast-check';
import { allAis } from '../src/ai-dictionary.js';
import type { AiDefinition } from '../src/ai-dictionary.js';
import { checkCharacters } from '../src/check-characters.js';
import { checkDigit } from '../src/check-digit.js';
import { elementFault } from '../src/element-string.js';
import type { Element } from '../src/element-string.js';
import { parseGtin } from '../src/identifiers.js';
import type { Gtin } from '../src/identifiers.js';

/** Generators of valid and of damaged codes, for the property and fuzz specs. */

const CSET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

export const cset82 = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...CSET_82), minLength: 1, maxLength });

export const gtin: fc.Arbitrary<Gtin> = digits(13).map((payload) => parseGtin(payload + checkDigit(payload)));

/** YYMMDD, the day 00 now and then. */
export const yymmdd: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''));

/** The four elements of a medicine pack, in any order. */
export const pack: fc.Arbitrary<Element[]> = fc
  .tuple(gtin, yymmdd, cset82(20), cset82(20))
  .chain(([product, expiry, lot, serial]) =>
    fc.shuffledSubarray(
      [
        { ai: '01', value: product },
        { ai: '17', value: expiry },
        { ai: '10', value: lot },
        { ai: '21', value: serial },
      ],
      { minLength: 4 },
    ),
  );

/** A value that has the form of an AI, its check digits put right; content checks may still refuse it. */
function formed(definition: AiDefinition): fc.Arbitrary<string> {
  const parts = definition.components.map((part) => {
    const characters = {
      N: '0123456789',
      X: CSET_82,
      Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
      Z: 'AZaz09-_',
    };
    const text = fc.string({
      unit: fc.constantFrom(...characters[part.charset]),
      minLength: part.optional ? 0 : part.min,
      maxLength: part.max,
    });
    return text.map((value) => {
      const whole = value.length > 0 && value.length < part.min ? value.padEnd(part.min, '0') : value;
      return part.charset === 'N' && whole.length >= 13
        ? whole.slice(0, -1) + checkDigit(whole.slice(0, -1))
        : whole;
    });
  });
  return fc.tuple(...parts).map((values) => values.join(''));
}

/** An element of any AI whose values can be hit by chance. */
export const element: fc.Arbitrary<Element> = fc
  .constantFrom(...allAis())
  .chain((definition) => formed(definition).map((value) => ({ ai: definition.ai, value })))
  .filter(({ ai, value }) => elementFault(ai, value) === undefined);

/** A global model number with its check characters. */
export const modelNumber: fc.Arbitrary<string> = fc
  .tuple(digits(6), cset82(17))
  .map(([prefix, rest]) => prefix + rest + (checkCharacters(prefix + rest) ?? ''));
