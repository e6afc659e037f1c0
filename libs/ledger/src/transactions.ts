import { SigningKey, concat, getBytes, keccak256, toBeArray } from 'ethers';
import { fromHex, toHex, type Hex } from './bytes.js';

/** A transaction of the oldest kind, which every EVM chain accepts, bound to its chain (EIP-155). */
export interface LedgerTransaction {
  chainId: number;
  nonce: number;
  /** Wei per gas; 0 on a consortium chain. */
  gasPrice: bigint;
  gasLimit: number;
  to: Hex;
  data: Uint8Array;
}

/** What to store before it is sent: the same bytes can be sent again at any time. */
export interface SignedTransaction {
  raw: Hex;
  hash: Hex;
}

/**
 * Signs a transaction. ethers' own signing turns a batch of 200 dispenses into text and back several times;
 * this does not, and a spec holds it equal.
 */
export function signTransaction(privateKey: Hex, transaction: LedgerTransaction): SignedTransaction {
  const { chainId, nonce, gasPrice, gasLimit, to, data } = transaction;
  const fields = [integer(nonce), integer(gasPrice), integer(gasLimit), fromHex(to), integer(0), data];
  const unsigned = list([...fields, integer(chainId), integer(0), integer(0)]);
  const signature = new SigningKey(privateKey).sign(keccak256(unsigned));
  const v = integer(chainId * 2 + 35 + signature.yParity);
  const signed = list([...fields, v, integer(BigInt(signature.r)), integer(BigInt(signature.s))]);
  return { raw: toHex(signed), hash: keccak256(signed) as Hex };
}

/* RLP, of the Yellow Paper's appendix B */

function integer(value: number | bigint): Uint8Array {
  return toBeArray(value);
}

function list(items: readonly Uint8Array[]): Uint8Array {
  const payload = items.flatMap((item) =>
    item.length === 1 && (item[0] ?? 0) < 0x80 ? [item] : [prefix(0x80, item.length), item],
  );
  const length = payload.reduce((sum, part) => sum + part.length, 0);
  const head = prefix(0xc0, length);
  const bytes = new Uint8Array(head.length + length);
  bytes.set(head);
  let position = head.length;
  for (const part of payload) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}

function prefix(kind: number, length: number): Uint8Array {
  if (length < 56) return Uint8Array.of(kind + length);
  const size = toBeArray(length);
  return getBytes(concat([Uint8Array.of(kind + 55 + size.length), size]));
}
