import { describe, expect, it } from 'vitest';
import { GS, parseScan, readCode, symbologyOf } from './index.js';

const PACK = `010036141456789417260700` + `10L1${GS}21S1`;

describe('scans with a symbology identifier', () => {
  it('refuses what is not a scan, and identifiers that no GS1 code has', () => {
    for (const data of ['', ']', ']d', 'd2' + PACK, ']A0' + PACK, ']C0' + PACK, ']X0' + PACK, ']z3' + PACK]) {
      expect(parseScan(data), data).toMatchObject({ ok: false });
    }
    expect(parseScan(`]D2${PACK}`)).toMatchObject({ ok: false, error: { code: 'CASE_INVERTED' } });
    expect(parseScan(`]d2${GS}${PACK}`)).toMatchObject({ ok: false, error: { at: 3 } });
    expect(parseScan(']d2')).toMatchObject({ ok: false, error: { code: 'EMPTY' } });
    expect(parseScan(`]d2${PACK}^`)).toMatchObject({ ok: false });
  });

  it('finds no elements in a plain code, and never reads one as GS1', () => {
    for (const id of [']d1', ']Q1', ']J0']) {
      for (const text of ['', 'TEXT', PACK, GS + PACK, '01003614145678941021']) {
        expect(parseScan(id + text), id + text).toMatchObject({ ok: true, elements: [], text });
      }
    }
  });

  it('reads a Digital Link in a plain code, and refuses one that is broken', () => {
    expect(parseScan(']Q1https://a/01/00361414567894')).toMatchObject({
      ok: true,
      elements: [{ ai: '01', value: '00361414567894' }],
    });
    expect(parseScan(']Q1https://a/01/00361414567895')).toMatchObject({ ok: false });
    expect(parseScan(']d1HTTPS://A/shop')).toMatchObject({ ok: false, error: { code: 'URI_NO_KEY' } });
  });

  it('checks shop codes and reads the composite component behind them', () => {
    expect(parseScan(']E04006381333931')).toMatchObject({
      ok: true,
      elements: [],
      shopCode: '4006381333931',
    });
    expect(parseScan(']E496385074')).toMatchObject({ ok: true, elements: [], shopCode: '96385074' });
    expect(parseScan(`]E04006381333931|]e010L${GS}21S`)).toMatchObject({
      ok: true,
      elements: [
        { ai: '10', value: 'L' },
        { ai: '21', value: 'S' },
      ],
    });
    for (const bad of [
      ']E0',
      ']E0400638133393',
      ']E04006381333930',
      ']E0400638133393A',
      ']E040063813339310',
      ']E04006381333931|',
      ']E04006381333931|]e0',
      ']E04006381333931|]C110L',
      ']E49638507',
    ]) {
      expect(parseScan(bad), bad).toMatchObject({ ok: false });
    }
  });

  it('says what each symbology means to the person with the scanner', () => {
    expect(symbologyOf(']d2')?.meaning).toContain('pack');
    expect(symbologyOf(']E0')?.meaning).toContain('square code');
    expect(symbologyOf(']Z9')).toBeUndefined();
  });
});

describe('what a code is', () => {
  const kind = (text: string): string => readCode(text, { currentYear: 2026 }).kind;

  it('tells packs, logistic labels, other GS1 codes, shop codes and plain codes apart', () => {
    expect(kind(`]d2${PACK}`)).toBe('pack');
    expect(kind(PACK)).toBe('pack');
    expect(kind(']C100106141412345678908')).toBe('logistic');
    expect(kind('00106141412345678908')).toBe('logistic');
    expect(kind(']d20100361414567894' + '10L')).toBe('gs1');
    expect(kind('https://a/01/00361414567894')).toBe('gs1');
    expect(kind(']E04006381333931')).toBe('shop');
    expect(kind('4006381333931')).toBe('shop');
    expect(kind(']Q1https://example.com/leaflet')).toBe('plain');
    expect(kind(']Q1WELCOME')).toBe('plain');
    expect(kind('https://example.com')).toBe('plain');
  });

  it('takes nothing for a code that could be one by chance only', () => {
    for (const text of [
      '',
      '10ABC',
      '21XYZ',
      '99',
      'WELCOME',
      '4006381333930',
      '0100361414567894',
      ']d2HELLO',
      ']d1[)>\u001e06\u001d',
    ]) {
      expect(kind(text), text).toBe('unreadable');
    }
  });
});
