import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';

const spelt = (text: string) => () => parseCanonical(utf8(text));

describe('canonical JSON', () => {
  it('is read back as it was', () => {
    const value = fc.jsonValue({ stringUnit: 'grapheme' }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(value, (json) => {
        const bytes = canonicalBytes(json);
        expect(canonicalBytes(parseCanonical(bytes))).toEqual(bytes);
      }),
    );
  });

  // RFC 8785 section 3.2.2: members by UTF-16 units, numbers as ECMAScript writes them.
  it('is spelt as RFC 8785 says', () => {
    const text = '{"1":{"f":{"F":5,"f":"hi"}},"\\n":56,"":"empty","ö":1e+30,"€":333333333.3333333}';
    const value = JSON.parse(text) as Json;
    expect(new TextDecoder().decode(canonicalBytes(value))).toBe(
      '{"":"empty","\\n":56,"1":{"f":{"F":5,"f":"hi"}},"ö":1e+30,"€":333333333.3333333}',
    );
  });

  it.each([
    ['members in another order', '{"b":1,"a":2}'],
    ['a member twice', '{"a":1,"a":1}'],
    ['spaces', '{"a": 1}'],
    ['a number in another spelling', '{"a":1.0}'],
    ['an escape that is not needed', '{"a":"\\u0062"}'],
    ['half a character pair', '{"a":"\\ud800"}'],
  ])('is not %s', (_, text) => {
    expect(spelt(text)).toThrow(expect.objectContaining({ code: 'NOT_CANONICAL' }));
  });

  it.each([
    ['cut short', '{"a":1'],
    ['empty', ''],
    ['behind a byte order mark', '\ufeff{"a":1}'],
  ])('is not text that is %s', (_, text) => {
    expect(spelt(text)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
  });

  it('is not other bytes than UTF-8', () => {
    expect(() => parseCanonical(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(
      expect.objectContaining({ code: 'MALFORMED' }),
    );
  });
});
