import { describe, expect, it } from 'vitest';
import { expiryOf } from './expiry-value';

describe('expiryOf', () => {
  it('refuses a month that is none and a day that the month does not have', () => {
    for (const value of [
      { month: '', day: '' },
      { month: '2027', day: '' },
      { month: '2027-02', day: '29' },
      { month: '2027-02', day: '0' },
      { month: '2027-02', day: '1.5' },
    ]) {
      expect(expiryOf(value)).toBeUndefined();
    }
  });

  it('takes the last day of the month where the pack prints no day', () => {
    expect(expiryOf({ month: '2027-02', day: '' })).toEqual({ date: '2027-02-28', dayGiven: false });
    expect(expiryOf({ month: '2028-02', day: '' })).toEqual({ date: '2028-02-29', dayGiven: false });
  });

  it('keeps a day that is given', () => {
    expect(expiryOf({ month: '2027-11', day: '3' })).toEqual({ date: '2027-11-03', dayGiven: true });
  });
});
