import { fillKey, type PrescriptionToken } from '@custodia/ledger/prescription-token';
import { SigningKey, TypedDataEncoder } from 'ethers';
import type { OpenedPrescription } from './dispensing.documents';

/** The structure that the prescription ledger checks (EIP-712). */
const FILL = {
  Fill: [
    { name: 'item', type: 'bytes32' },
    { name: 'pharmacy', type: 'uint32' },
    { name: 'upTo', type: 'uint32' },
    { name: 'deadline', type: 'uint64' },
  ],
};
/** Long enough for a queue that waits out an outage of the ledger, short enough to be worth nothing to a thief. */
const VALID_HOURS = 72;

export interface SignedFill {
  readonly itemId: string;
  readonly upTo: number;
  readonly deadline: string;
  readonly signature: string;
}

/**
 * Signs that this pharmacy may fill the item up to `upTo` base units in all. The key is derived from the patient's
 * token here and never leaves the browser.
 */
export async function signFill(
  token: PrescriptionToken,
  voucher: OpenedPrescription['voucher'],
  item: { readonly id: string; readonly ledgerKey: string; readonly ordinal: number },
  upTo: number,
): Promise<SignedFill> {
  const deadline = Math.floor(Date.now() / 1000) + VALID_HOURS * 3600;
  const { pharmacy, name, version, chainId, verifyingContract } = voucher;
  const digest = TypedDataEncoder.hash({ name, version, chainId, verifyingContract }, FILL, {
    item: item.ledgerKey,
    pharmacy,
    upTo,
    deadline,
  });
  const key = new SigningKey(await fillKey(token, item.ordinal));
  return {
    itemId: item.id,
    upTo,
    deadline: new Date(deadline * 1000).toISOString(),
    signature: key.sign(digest).serialized,
  };
}
