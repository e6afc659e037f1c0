import { describe, expect, it } from 'vitest';
import { delayOf, waitOf, type RecentFailures } from './sign-in-throttle.rules.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);
const none: RecentFailures = { ofBoth: 0, lastOfBoth: null, ofAddress: 0, lastOfAddress: null, ofAccount: 0 };
const own = (ofBoth: number, secondsAgo: number): RecentFailures => ({
  ...none,
  ofBoth,
  lastOfBoth: ago(secondsAgo),
});

describe('who fails to sign in', () => {
  it('waits twice as long after each failure from the fifth on, up to a quarter of an hour', () => {
    expect([0, 4, 5, 6, 7, 13, 50].map((count) => waitOf(own(count, 0), NOW))).toEqual([
      0, 0, 2, 4, 8, 512, 900,
    ]);
  });

  it('waits from the last failure on', () => {
    expect(waitOf(own(7, 3), NOW)).toBe(5);
    expect(waitOf(own(7, 8), NOW)).toBe(0);
  });

  it('waits when the address fails on many accounts', () => {
    expect(waitOf({ ...none, ofAddress: 99, lastOfAddress: ago(0) }, NOW)).toBe(0);
    expect(waitOf({ ...none, ofAddress: 100, lastOfAddress: ago(10) }, NOW)).toBe(50);
  });
});

describe('who signs in at the same moment as others behind the same address', () => {
  it('does not wait for an attempt that began a little later', () => {
    const colleague = ago(-0.05);
    expect(waitOf({ ...none, ofAddress: 1, lastOfAddress: colleague }, NOW)).toBe(0);
    expect(waitOf({ ...none, ofBoth: 1, lastOfBoth: colleague }, NOW)).toBe(0);
  });
});

describe('an account that others attack', () => {
  it('never waits for them, and is only answered later', () => {
    const attacked = { ...none, ofAccount: 10_000 };
    expect(waitOf(attacked, NOW)).toBe(0);
    expect(delayOf(attacked)).toBeGreaterThan(0);
    expect(delayOf(attacked)).toBeLessThan(3_000);
    expect(delayOf({ ...none, ofAccount: 19 })).toBe(0);
  });
});
