import { describe, expect, it } from 'vitest';
import { Gs1Error, formatDigitalLink, parseBracketed, parseDigitalLink } from './index.js';
import type { Element, Gs1ErrorCode } from './index.js';

const KEY = 'https://a/01/00361414567894';

const refused: [uri: string, code: Gs1ErrorCode][] = [
  ['', 'EMPTY'],
  ['ftp://a/01/00361414567894', 'URI_SCHEME'],
  ['Https://a/01/00361414567894', 'URI_SCHEME'],
  ['https://a/01/00361414567894 ', 'URI_CHARACTER'],
  ['https:///01/00361414567894', 'URI_DOMAIN'],
  ['https://a_b/01/00361414567894', 'URI_DOMAIN'],
  ['https://user@a/01/00361414567894', 'URI_DOMAIN'],
  ['https://a', 'URI_NO_KEY'],
  ['https://a/', 'URI_NO_KEY'],
  ['https://a/leaflet', 'URI_NO_KEY'],
  ['https://a/10/LOT', 'URI_NO_KEY'],
  [`${KEY}/`, 'URI_NO_KEY'],
  ['https://a/01/', 'AI_EMPTY'],
  ['https://a/01/00361414567895', 'CHECK_DIGIT'],
  ['https://a/01/036141456789', 'AI_TOO_SHORT'],
  ['https://a/gtin/00361414567894', 'URI_NO_KEY'],
  [`${KEY}/21/S/10/L`, 'URI_KEY_ORDER'],
  [`${KEY}/10/L/235/T`, 'URI_KEY_ORDER'],
  [`${KEY}/99/X`, 'URI_KEY_ORDER'],
  [`${KEY}/10/A%2`, 'URI_ESCAPE'],
  [`${KEY}/10/A%zz`, 'URI_ESCAPE'],
  [`${KEY}/10/A%00`, 'URI_ESCAPE'],
  [`${KEY}/10/A%20B`, 'BAD_CHARACTER'],
  [`${KEY}?98=A+B`, 'BAD_CHARACTER'],
  [`${KEY}?17=261301`, 'DATE'],
  [`${KEY}?17=`, 'AI_EMPTY'],
  [`${KEY}?21=S`, 'URI_ATTRIBUTE'],
  [`${KEY}?10=L`, 'URI_SHOULD_BE_IN_PATH'],
  [`${KEY}/21/S?10=L`, 'URI_SHOULD_BE_IN_PATH'],
  [`${KEY}?01=00361414567894`, 'AI_DUPLICATE'],
  [`${KEY}?17=260700&17=260700`, 'AI_DUPLICATE'],
  [`${KEY}?89=X`, 'NO_SUCH_AI'],
  [`${KEY}?1234567890123=X`, 'NO_SUCH_AI'],
];

const elements = (text: string): Element[] => {
  const parsed = parseBracketed(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.elements;
};

describe('reading Digital Links', () => {
  it.each(refused)('refuses %s with %s', (uri, code) => {
    expect(parseDigitalLink(uri)).toMatchObject({ ok: false, error: { code } });
  });

  it('takes the rightmost key for the start, whatever stands before it', () => {
    for (const stem of ['', '/shop', '/01/not-a-key', '/00/faux', '/more/stem']) {
      expect(parseDigitalLink(`https://a${stem}/01/00361414567894/10/L?17=260700`), stem).toEqual({
        ok: true,
        elements: elements('(01)00361414567894(10)L(17)260700'),
      });
    }
  });

  it('skips parameters of others, empty parameters and the fragment', () => {
    expect(parseDigitalLink(`${KEY}?&&utm=x&17=260700&s&linkType=all#21=Z`)).toEqual({
      ok: true,
      elements: elements('(01)00361414567894(17)260700'),
    });
  });

  it('reads ports, addresses and escapes, and a plus sign in the path as itself', () => {
    expect(parseDigitalLink('https://[2001:db8::1]:8443/01/00361414567894/10/A+B%2fC')).toEqual({
      ok: true,
      elements: elements('(01)00361414567894(10)A+B/C'),
    });
  });

  it('takes the short GTINs and names of withdrawn versions only when asked', () => {
    expect(parseDigitalLink('https://a/01/4006381333931')).toMatchObject({ ok: true });
    for (const uri of [
      'https://a/01/036000291452',
      'https://a/01/96385074',
      'https://a/gtin/4006381333931/lot/A/ser/B',
    ]) {
      expect(parseDigitalLink(uri), uri).toMatchObject({ ok: false });
      expect(parseDigitalLink(uri, { legacy: true }), uri).toMatchObject({ ok: true });
    }
  });
});

describe('writing Digital Links', () => {
  it('refuses elements that are wrong, contradict each other or have no place in a link', () => {
    for (const text of [
      '(10)L',
      '(99)X',
      '(01)00361414567894(235)T(10)L',
      '(01)00361414567894(10)A(10)B',
      '(414)0614141123452(254)A(7040)1ABC',
    ]) {
      expect(() => formatDigitalLink(elements(text)), text).toThrow(Gs1Error);
    }
    expect(() => formatDigitalLink([{ ai: '01', value: '00361414567895' }])).toThrow(Gs1Error);
    for (const stem of ['ftp://a', 'https://', 'https://a?x', 'https://a#x', 'a', 'https://a b']) {
      expect(() => formatDigitalLink(elements('(01)00361414567894'), { stem }), stem).toThrow(Gs1Error);
    }
  });

  it('orders path and query and escapes what a URI reserves', () => {
    expect(formatDigitalLink(elements('(21)S(99)X(17)260700(10)A/\\(1)%(01)00361414567894'))).toBe(
      'https://id.gs1.org/01/00361414567894/10/A%2F%281%29%25/21/S?17=260700&99=X',
    );
    expect(formatDigitalLink(elements('(00)106141412345678908'), { stem: 'https://example.com/x/' })).toBe(
      'https://example.com/x/00/106141412345678908',
    );
  });
});
