import { describe, expect, it } from 'vitest';
import {
  Gs1Error,
  checkCharacters,
  checkDigit,
  hasValidCheckCharacters,
  lgtin,
  lgtinParts,
  parseGln,
  parseGtin,
  parseLgtin,
  parseLotNumber,
  parseSerial,
  parseSgtin,
  parseSscc,
  sgtin,
  sgtinParts,
} from './index.js';
import type { Gs1ErrorCode } from './index.js';

function refusal(action: () => unknown): Gs1ErrorCode | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof Gs1Error) return error.code;
    throw error;
  }
}

describe('identifiers', () => {
  it('refuses a GTIN, GLN or SSCC with a wrong check digit, length or character', () => {
    expect(refusal(() => parseGtin('00361414567895'))).toBe('CHECK_DIGIT');
    expect(refusal(() => parseGtin('0361414567894'))).toBeUndefined();
    expect(refusal(() => parseGtin('36141456789'))).toBe('GTIN_LENGTH');
    expect(refusal(() => parseGtin('0036141456789A'))).toBe('NOT_NUMERIC');
    expect(refusal(() => parseGtin('０0361414567894'))).toBe('NOT_NUMERIC');
    expect(refusal(() => parseGln('0614141123453'))).toBe('CHECK_DIGIT');
    expect(refusal(() => parseGln('614141123452'))).toBe('GLN_LENGTH');
    expect(refusal(() => parseSscc('106141412345678909'))).toBe('CHECK_DIGIT');
    expect(refusal(() => parseSscc('10614141234567890'))).toBe('SSCC_LENGTH');
  });

  it('brings every GTIN to 14 digits', () => {
    expect(parseGtin('00361414567894')).toBe('00361414567894');
    expect(parseGtin('4006381333931')).toBe('04006381333931');
    expect(parseGtin('036000291452')).toBe('00036000291452');
    expect(parseGtin('96385074')).toBe('00000096385074');
  });

  it('refuses serials and lots that no GS1 code can hold, and changes no other', () => {
    expect(refusal(() => parseSerial(''))).toBe('SERIAL');
    expect(refusal(() => parseSerial('123456789012345678901'))).toBe('SERIAL');
    expect(refusal(() => parseSerial('AB C'))).toBe('SERIAL');
    expect(refusal(() => parseSerial('ABé'))).toBe('SERIAL');
    expect(refusal(() => parseLotNumber('A#1'))).toBe('LOT');
    expect(parseSerial('aB(1)/%&"')).toBe('aB(1)/%&"');
  });

  it('names units and lots without ambiguity', () => {
    const unit = sgtin(parseGtin('00361414567894'), parseSerial('21X'));
    expect(unit).toBe('01003614145678942121X');
    expect(parseSgtin(unit)).toBe(unit);
    expect(sgtinParts(unit)).toEqual({ gtin: '00361414567894', serial: '21X' });
    const lot = lgtin(parseGtin('00361414567894'), parseLotNumber('10A'));
    expect(lgtinParts(parseLgtin(lot))).toEqual({ gtin: '00361414567894', lot: '10A' });
    expect(refusal(() => parseSgtin(lot))).toBe('SGTIN');
    expect(refusal(() => parseSgtin('010036141456789421'))).toBe('SERIAL');
    expect(refusal(() => parseLgtin(unit))).toBe('LGTIN');
  });

  it('computes check digits and check characters as the General Specifications show', () => {
    expect(checkDigit('0036141456789')).toBe('4');
    expect(checkDigit('629104150021')).toBe('3');
    expect(checkDigit('37610425002123456')).toBe('9');
    expect(checkCharacters('1987654Ad4X4bL5ttr2310c')).toBe('2K');
    expect(hasValidCheckCharacters('1987654Ad4X4bL5ttr2310c2K')).toBe(true);
    expect(hasValidCheckCharacters('1987654Ad4X4bL5ttr2310c2X')).toBe(false);
    expect(hasValidCheckCharacters('K')).toBe(false);
  });
});
