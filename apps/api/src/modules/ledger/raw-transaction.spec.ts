import { randomBytes } from 'node:crypto';
import { SigningKey, Transaction } from 'ethers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signCall } from './raw-transaction.js';

const uint = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });

describe('signing a contract call', () => {
  it('gives the bytes and the hash that ethers gives, for any call', () => {
    const call = fc.record({
      chainId: fc.bigInt({ min: 1n, max: (1n << 31n) - 1n }),
      nonce: uint(32),
      maxPriorityFeePerGas: uint(32),
      maxFeePerGas: fc.bigInt({ min: 1n << 32n, max: 1n << 60n }),
      gasLimit: uint(24),
      to: fc.uint8Array({ minLength: 20, maxLength: 20 }),
      data: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(call, (generated) => {
        const key = new SigningKey(randomBytes(32));
        const signed = signCall(key, generated);
        const reference = Transaction.from({
          type: 2,
          chainId: generated.chainId,
          nonce: Number(generated.nonce),
          maxPriorityFeePerGas: generated.maxPriorityFeePerGas,
          maxFeePerGas: generated.maxFeePerGas,
          gasLimit: generated.gasLimit,
          to: `0x${Buffer.from(generated.to).toString('hex')}`,
          data: `0x${Buffer.from(generated.data).toString('hex')}`,
        });
        reference.signature = key.sign(reference.unsignedHash);
        expect(`0x${signed.raw.toString('hex')}`).toBe(reference.serialized);
        expect(`0x${signed.hash.toString('hex')}`).toBe(reference.hash);
      }),
      { numRuns: 60 },
    );
  });

  it('can be decoded by ethers when the data is as long as a full batch', () => {
    const key = new SigningKey(randomBytes(32));
    const data = randomBytes(48_000);
    const call = {
      chainId: 31337n,
      nonce: 7n,
      maxPriorityFeePerGas: 0n,
      maxFeePerGas: 9n,
      gasLimit: 16_000_000n,
    };
    const signed = signCall(key, { ...call, to: randomBytes(20), data });
    const decoded = Transaction.from(`0x${signed.raw.toString('hex')}`);
    expect(decoded.data).toBe(`0x${data.toString('hex')}`);
    expect(decoded.fromPublicKey).toBe(key.publicKey);
    expect(decoded.nonce).toBe(7);
  });

  it('signs the creation of a contract, which has no address yet', () => {
    const key = new SigningKey(randomBytes(32));
    const call = { chainId: 1n, nonce: 0n, maxPriorityFeePerGas: 0n, maxFeePerGas: 0n, gasLimit: 3_000_000n };
    const signed = signCall(key, { ...call, data: randomBytes(100) });
    expect(Transaction.from(`0x${signed.raw.toString('hex')}`).to).toBeNull();
  });
});
