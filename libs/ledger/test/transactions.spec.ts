import fc from 'fast-check';
import { Transaction, Wallet, randomBytes } from 'ethers';
import { describe, expect, it } from 'vitest';
import { signTransaction, toHex, type Hex } from '../src/index.js';

const privateKey = toHex(randomBytes(32));
const to: Hex = `0x${'1a'.repeat(20)}`;

describe('a signed transaction', () => {
  it('is byte for byte what ethers signs', async () => {
    const wallet = new Wallet(privateKey);
    const lengths = fc.oneof(fc.constantFrom(0, 1, 55, 56, 57, 255, 256, 65_536), fc.nat(2000));
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          chainId: fc.integer({ min: 1, max: 2 ** 40 }),
          nonce: fc.nat(),
          gasPrice: fc.bigInt({ min: 0n, max: 10n ** 18n }),
          gasLimit: fc.nat(2 ** 24),
        }),
        lengths,
        fc.nat(255),
        async (fields, length, byte) => {
          const data = new Uint8Array(length).fill(byte);
          const { raw, hash } = signTransaction(privateKey, { ...fields, to, data });
          expect(raw).toBe(await wallet.signTransaction({ ...fields, type: 0, to, data: toHex(data) }));
          const read = Transaction.from(raw);
          expect(read.hash).toBe(hash);
          expect(read.from).toBe(wallet.address);
        },
      ),
      { numRuns: 40 },
    );
  });
});
