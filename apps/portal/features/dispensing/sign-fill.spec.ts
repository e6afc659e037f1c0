import { fillKey, newPrescriptionToken } from '@custodia/ledger/prescription-token';
import { computeAddress, verifyTypedData } from 'ethers';
import { describe, expect, it } from 'vitest';
import { signFill } from './sign-fill';

const voucher = {
  name: 'Custodia',
  version: '1',
  chainId: 31337,
  verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  pharmacy: 7,
};
const types = {
  Fill: [
    { name: 'item', type: 'bytes32' },
    { name: 'pharmacy', type: 'uint32' },
    { name: 'upTo', type: 'uint32' },
    { name: 'deadline', type: 'uint64' },
  ],
};

describe('signFill', () => {
  it('signs with the key of the item, for this pharmacy and total only', async () => {
    const token = newPrescriptionToken('0192f3a1-0000-7000-8000-000000000001');
    const item = { id: 'a', ledgerKey: `0x${'ab'.repeat(32)}`, ordinal: 2 };
    const fill = await signFill(token, voucher, item, 30);
    const { pharmacy, ...domain } = voucher;
    const deadline = Date.parse(fill.deadline) / 1000;
    const signerOf = (upTo: number, party: number) =>
      verifyTypedData(
        domain,
        types,
        { item: item.ledgerKey, pharmacy: party, upTo, deadline },
        fill.signature,
      );

    const address = computeAddress(await fillKey(token, 2));
    expect(signerOf(30, pharmacy)).toBe(address);
    expect(signerOf(31, pharmacy)).not.toBe(address);
    expect(signerOf(30, 8)).not.toBe(address);
    expect(computeAddress(await fillKey(token, 1))).not.toBe(address);
    expect(fill.signature).toMatch(/^0x[0-9a-f]{130}$/);
  });
});
