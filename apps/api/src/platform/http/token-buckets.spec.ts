import { describe, expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.js';

const buckets = () => new TokenBuckets({ perSecond: 2, burst: 3 });

describe('a caller', () => {
  it('is stopped after its burst, for as long as the next request takes to come in', () => {
    const limit = buckets();
    expect([1, 2, 3, 4].map(() => limit.take('a', 1_000))).toEqual([0, 0, 0, 1]);
    expect(limit.take('a', 1_400)).toBe(1);
    expect(limit.take('a', 2_100)).toBe(0);
  });

  it('pays for nobody else', () => {
    const limit = buckets();
    for (let n = 0; n < 10; n++) limit.take('a', 1_000);
    expect(limit.take('b', 1_000)).toBe(0);
  });

  it('gets no more than its burst after a long silence', () => {
    const limit = buckets();
    limit.take('a', 0);
    expect([1, 2, 3, 4].map(() => limit.take('a', 1e9))).toEqual([0, 0, 0, 1]);
  });

  it('is not limited where the limit is off', () => {
    const off = new TokenBuckets({ perSecond: 0, burst: 0 });
    expect(off.take('a', 0)).toBe(0);
  });
});
