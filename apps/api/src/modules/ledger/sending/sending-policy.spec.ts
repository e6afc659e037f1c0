import { describe, expect, it } from 'vitest';
import { Chain } from '../chain/chain.js';
import { currentFee, withinBounds } from './sending-policy.js';

/** A chain that nobody must ask. */
const silent = new Chain('http://127.0.0.1:1', 1_000);

describe('what is paid for a transaction', () => {
  it('is nothing on a free chain, which is not even asked', async () => {
    await expect(currentFee(silent, { kind: 'free' })).resolves.toBe(0n);
    await expect(currentFee(silent, { kind: 'market', most: undefined })).rejects.toThrow('does not answer');
  });

  it('is never more than the operator allows', () => {
    expect(withinBounds(120n, { kind: 'market', most: 100n })).toBe(100n);
    expect(withinBounds(80n, { kind: 'market', most: 100n })).toBe(80n);
    expect(withinBounds(120n, { kind: 'market', most: undefined })).toBe(120n);
  });
});
