import { Signature, Wallet, randomBytes } from 'ethers';
import { describe, expect, it } from 'vitest';
import { isVoucherSigned, randomId, signVoucher, toHex, voucherKeyAddress, type Hex } from '../src/index.js';

const privateKey = toHex(randomBytes(32));
const domain = { chainId: 31337, prescriptionLedger: `0x${'5e'.repeat(20)}` as Hex };
const terms = { item: randomId(), pharmacy: 5, upTo: 30, deadline: 1_900_000_000 };
const voucher = signVoucher(privateKey, domain, terms);
const key = voucherKeyAddress(privateKey);

describe('a fill voucher', () => {
  it('is the EIP-712 signature that any wallet makes', async () => {
    const signature = await new Wallet(privateKey).signTypedData(
      { name: 'Custodia', version: '1', chainId: 31337, verifyingContract: domain.prescriptionLedger },
      {
        Fill: [
          { name: 'item', type: 'bytes32' },
          { name: 'pharmacy', type: 'uint32' },
          { name: 'upTo', type: 'uint32' },
          { name: 'deadline', type: 'uint64' },
        ],
      },
      terms,
    );
    expect(voucher).toMatchObject({
      r: Signature.from(signature).r,
      vs: Signature.from(signature).yParityAndS,
    });
  });

  it('holds for its terms, ledger and key', () => {
    expect(isVoucherSigned(voucher, domain, key)).toBe(true);
  });

  it.each([
    ['another key', voucher, domain, voucherKeyAddress(toHex(randomBytes(32)))],
    ['another pharmacy', { ...voucher, pharmacy: 6 }, domain, key],
    ['a larger quantity', { ...voucher, upTo: 31 }, domain, key],
    ['a later deadline', { ...voucher, deadline: voucher.deadline + 1n }, domain, key],
    ['another item', { ...voucher, item: randomId() }, domain, key],
    ['another chain', voucher, { ...domain, chainId: 1 }, key],
    ['another ledger', voucher, { ...domain, prescriptionLedger: `0x${'5f'.repeat(20)}` as Hex }, key],
    ['a signature that is none', { ...voucher, r: `0x${'ff'.repeat(32)}` as Hex }, domain, key],
  ])('does not hold for %s', (_, changed, elsewhere, otherKey) => {
    expect(isVoucherSigned(changed, elsewhere, otherKey)).toBe(false);
  });
});
