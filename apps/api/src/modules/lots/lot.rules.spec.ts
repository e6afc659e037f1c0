import { describe, expect, it } from 'vitest';
import {
  checkExpiry,
  checkLotNumber,
  checkSameExpiry,
  checkUnitCount,
  lastDay,
  MOST_UNITS,
} from './lot.rules.js';

const refusal = (act: () => void): { code?: string; message?: string } => {
  try {
    act();
  } catch (error) {
    return error as { code: string; message: string };
  }
  return {};
};

describe('a lot number', () => {
  it.each(['', 'A B', 'Ä1', 'A(1)', 'L'.repeat(21), 'A\u001d'])('%j is refused', (number) => {
    expect(refusal(() => checkLotNumber(number)).code).toBe('LOT_NUMBER');
  });

  it.each(['A', 'a1-/_.', 'L'.repeat(20)])('%j is taken', (number) => {
    expect(refusal(() => checkLotNumber(number))).toEqual({});
  });
});

describe('an expiry', () => {
  it.each([
    ['2026-11-21', 'over'],
    ['2041-11-23', 'more than 15 years'],
  ])('%s is refused on 2026-11-22', (expiry, why) => {
    expect(refusal(() => checkExpiry(expiry, '2026-11-22'))).toMatchObject({ code: 'EXPIRY_DATE' });
    expect(refusal(() => checkExpiry(expiry, '2026-11-22')).message).toContain(why);
  });

  it('may be today', () => {
    expect(refusal(() => checkExpiry('2026-11-22', '2026-11-22'))).toEqual({});
  });

  it.each([
    ['2028-02-01', '2028-02-29'],
    ['2027-02-10', '2027-02-28'],
    ['2027-12-31', '2027-12-31'],
  ])('without a day, %s means %s', (expiry, last) => {
    expect(lastDay({ expiry, expiryDayGiven: false })).toBe(last);
    expect(lastDay({ expiry, expiryDayGiven: true })).toBe(expiry);
  });

  it('is one for all runs of a lot', () => {
    const lot = { number: 'A1', expiry: '2028-06-30', expiryDayGiven: true };
    expect(refusal(() => checkSameExpiry(lot, lot))).toEqual({});
    expect(refusal(() => checkSameExpiry(lot, { ...lot, expiry: '2028-06-29' })).code).toBe(
      'LOT_EXPIRY_DIFFERS',
    );
    expect(refusal(() => checkSameExpiry(lot, { ...lot, expiryDayGiven: false })).code).toBe(
      'LOT_EXPIRY_DIFFERS',
    );
  });
});

describe('a run', () => {
  it.each([0, -1, 1.5, MOST_UNITS + 1, Number.NaN])('cannot have %s units', (count) => {
    expect(refusal(() => checkUnitCount(count))).toMatchObject({
      code: 'UNIT_COUNT',
      details: { most: MOST_UNITS },
    });
  });

  it.each([1, MOST_UNITS])('can have %s units', (count) => {
    expect(refusal(() => checkUnitCount(count))).toEqual({});
  });
});
