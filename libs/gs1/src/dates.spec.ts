import { describe, expect, it } from 'vitest';
import { formatGs1Date, fullYear, parseGs1Date } from './index.js';

describe('dates', () => {
  it('refuses what is not a date', () => {
    for (const text of [
      '',
      '26070',
      '2607011',
      '261301',
      '260001',
      '260732',
      '260230',
      '250229',
      '26070A',
      '-60701',
    ]) {
      expect(parseGs1Date(text, 2026), text).toBeUndefined();
    }
  });

  it('reads DD=00 as the last day of the month, and writes it back as 00', () => {
    expect(parseGs1Date('260200', 2026)).toEqual({ iso: '2026-02-28', dayGiven: false });
    expect(parseGs1Date('280200', 2026)).toEqual({ iso: '2028-02-29', dayGiven: false });
    expect(parseGs1Date('261100', 2026)).toEqual({ iso: '2026-11-30', dayGiven: false });
    expect(formatGs1Date({ iso: '2026-11-30', dayGiven: false })).toBe('261100');
    expect(formatGs1Date({ iso: '2026-11-30', dayGiven: true })).toBe('261130');
  });

  it('slides the century window with the current year', () => {
    expect(fullYear(76, 2026)).toBe(2076);
    expect(fullYear(77, 2026)).toBe(1977);
    expect(fullYear(99, 2026)).toBe(1999);
    expect(fullYear(0, 2026)).toBe(2000);
    expect(fullYear(0, 2060)).toBe(2100);
    expect(fullYear(10, 2060)).toBe(2110);
    expect(fullYear(11, 2060)).toBe(2011);
    expect(parseGs1Date('000101', 2099)?.iso).toBe('2100-01-01');
  });
});
