import { TypedDataEncoder, computeAddress } from 'ethers';
import type { Hex } from './bytes.js';
import { isMessageSigned, signMessage, type MessageDomain } from './messages.js';

/** The prescription ledger that a voucher is for; on any other it is void. */
export interface VoucherDomain {
  chainId: number;
  prescriptionLedger: Hex;
}

/** What the patient permits: the item, filled by one pharmacy, up to a total, until a moment. */
export interface FillTerms {
  /** Storage key of the item, see `itemKeyOf`. */
  item: Hex;
  /** Party id of the pharmacy. */
  pharmacy: number;
  /** Base units that may ever have been filled on the item once this fill is done: used so far + this basket. */
  upTo: number;
  /** Unix time in seconds. */
  deadline: number;
}

/** A voucher as calls carry it. */
export interface Voucher {
  readonly item: Hex;
  readonly pharmacy: number;
  readonly upTo: number;
  readonly deadline: bigint;
  readonly r: Hex;
  readonly vs: Hex;
}

// Made once: taking the types apart costs more than hashing what is signed.
const FILL = TypedDataEncoder.from({
  Fill: [
    { name: 'item', type: 'bytes32' },
    { name: 'pharmacy', type: 'uint32' },
    { name: 'upTo', type: 'uint32' },
    { name: 'deadline', type: 'uint64' },
  ],
});

/** Signs a voucher with the item's fresh private key. */
export function signVoucher(privateKey: Hex, domain: VoucherDomain, terms: FillTerms): Voucher {
  const signature = signMessage(privateKey, messageDomain(domain), FILL.hash(terms));
  return { ...terms, deadline: BigInt(terms.deadline), ...signature };
}

/** Whether a voucher is signed by the item's key, as the ledger checks it. */
export function isVoucherSigned(voucher: Voucher, domain: VoucherDomain, keyAddress: Hex): boolean {
  const { r, vs, deadline, ...terms } = voucher;
  const hash = FILL.hash({ ...terms, deadline: Number(deadline) });
  return isMessageSigned({ r, vs }, messageDomain(domain), hash, keyAddress);
}

/** The address of a private key: what a prescriber stores with the item. */
export function voucherKeyAddress(privateKey: Hex): Hex {
  return computeAddress(privateKey) as Hex;
}

function messageDomain({ chainId, prescriptionLedger }: VoucherDomain): MessageDomain {
  return { chainId, contract: prescriptionLedger };
}
