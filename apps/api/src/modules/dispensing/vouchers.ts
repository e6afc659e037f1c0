import { isVoucherSigned, type Hex, type VoucherDomain, type VoucherJson } from '@custodia/ledger';
import { Signature } from 'ethers';
import type { VoucherFacts } from './item.rules.js';
import type { StoredVoucher } from './supply.js';

/** A patient's permission as the counter sends it. */
export interface AskedFill {
  readonly itemId: string;
  readonly upTo: number;
  readonly deadline: Date;
  /** 64 bytes (EIP-2098) or 65, 0x-hex. */
  readonly signature: string;
}

export interface ReadVoucher {
  readonly facts: VoucherFacts;
  readonly call: VoucherJson;
}

/** What the item is, whose key must have signed. */
export interface VoucherItem {
  readonly itemKey: Hex;
  readonly keyAddress: Hex;
}

const MOST_UP_TO = 2 ** 32 - 1;

/** Reads a voucher and checks its signature before the pack is handed out; the ledger checks it again. */
export function readVoucher(
  fill: Pick<AskedFill, 'upTo' | 'deadline' | 'signature'>,
  { itemKey: item, keyAddress }: VoucherItem,
  domain: VoucherDomain,
  pharmacy: number,
): ReadVoucher {
  const deadline = Math.floor(fill.deadline.getTime() / 1_000);
  const parts = signatureParts(fill.signature);
  const inRange = Number.isSafeInteger(fill.upTo) && fill.upTo >= 0 && fill.upTo <= MOST_UP_TO;
  const terms = { item, upTo: fill.upTo, deadline };
  const signed =
    parts !== undefined &&
    inRange &&
    isVoucherSigned({ ...terms, ...parts, pharmacy, deadline: BigInt(deadline) }, domain, keyAddress);
  return {
    facts: { upTo: fill.upTo, deadline: fill.deadline, signed },
    call: { ...terms, ...(parts ?? NO_SIGNATURE) },
  };
}

export function storedVoucher({ upTo, deadline, signature }: AskedFill): StoredVoucher {
  return { upTo, deadline: Math.floor(deadline.getTime() / 1_000), signature };
}

const NO_SIGNATURE = { r: `0x${'00'.repeat(32)}`, vs: `0x${'00'.repeat(32)}` } as const;

function signatureParts(signature: string): { r: Hex; vs: Hex } | undefined {
  if (!/^0x([0-9a-fA-F]{128}|[0-9a-fA-F]{130})$/.test(signature)) return undefined;
  try {
    const { r, yParityAndS } = Signature.from(signature);
    return { r: r as Hex, vs: yParityAndS as Hex };
  } catch {
    // ethers throws where the numbers are out of the curve's range.
    return undefined;
  }
}
