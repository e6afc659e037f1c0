import { Signature, SigningKey, TypedDataEncoder, concat, keccak256, recoverAddress } from 'ethers';
import type { Hex } from './bytes.js';

/** The contract that an EIP-712 message is for; for any other, and on any other chain, it is void. */
export interface MessageDomain {
  readonly chainId: number;
  readonly contract: Hex;
}

/** A signature in two words, as calls carry it (EIP-2098). */
export interface MessageSignature {
  readonly r: Hex;
  readonly vs: Hex;
}

/** @param structHash EIP-712 hash of the message itself. */
export function signMessage(privateKey: Hex, domain: MessageDomain, structHash: string): MessageSignature {
  const { r, yParityAndS } = new SigningKey(privateKey).sign(digestOf(domain, structHash));
  return { r: r as Hex, vs: yParityAndS as Hex };
}

/** Whether a message is signed by an address, as the contracts check it. */
export function isMessageSigned(
  { r, vs }: MessageSignature,
  domain: MessageDomain,
  structHash: string,
  signer: Hex,
): boolean {
  try {
    const recovered = recoverAddress(digestOf(domain, structHash), Signature.from({ r, yParityAndS: vs }));
    return recovered.toLowerCase() === signer.toLowerCase();
  } catch {
    // ethers throws where a signature is no point of the curve.
    return false;
  }
}

const domainHashes = new Map<string, string>();

function digestOf({ chainId, contract }: MessageDomain, structHash: string): string {
  const key = `${chainId} ${contract}`;
  let domain = domainHashes.get(key);
  if (!domain) {
    domain = TypedDataEncoder.hashDomain({
      name: 'Custodia',
      version: '1',
      chainId,
      verifyingContract: contract,
    });
    domainHashes.set(key, domain);
  }
  return keccak256(concat(['0x1901', domain, structHash]));
}
