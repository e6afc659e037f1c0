import { toBase64Url, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import type { GateNode } from './gate.js';
import { bytes, integer, ledgerHex, record, text, type Read } from './shape.js';
import { checkSignature, withSignature, type SigningKey } from './signing.js';
import { version } from './suite.js';

const headFields = record({
  v: version(1),
  node: text(100),
  /** Heads are numbered from 0. */
  index: integer(),
  size: integer(),
  root: bytes(32),
  time: integer(),
  signature: bytes(64),
});

/** What a node says its whole log is: a tree of all patients' lines. */
export type TreeHead = Omit<Read<typeof headFields>, 'v' | 'signature' | 'root'> & {
  readonly root: Uint8Array;
};

const receiptFields = record({
  v: version(1),
  node: text(100),
  requestHash: ledgerHex(32),
  leaf: bytes(32),
  signature: bytes(64),
});

/** A node's word to a reader that it logged what it released. */
export type Receipt = Omit<Read<typeof receiptFields>, 'v' | 'signature' | 'leaf'> & {
  readonly leaf: Uint8Array;
};

/** Signs a tree head; its root is then anchored on the ledger. */
export async function signHead(key: SigningKey, { root, ...head }: TreeHead): Promise<Bytes> {
  return canonicalBytes(await withSignature(key, 'log-head/v1', { v: 1, ...head, root: toBase64Url(root) }));
}

/** @throws VaultError WRONG_SIGNATURE and those of the format */
export async function readHead(from: Uint8Array, node: GateNode): Promise<TreeHead> {
  const json = parseCanonical(from) as Signed;
  const { v: _, signature: __, ...head } = headFields(json, 'head');
  const message = `${node.id} did not sign this state of its log.`;
  await checkSignature(node.signKey, 'log-head/v1', json, message);
  return head;
}

/** Signs a receipt for a reader. */
export async function signReceipt(key: SigningKey, { leaf, ...rest }: Receipt): Promise<Bytes> {
  return canonicalBytes(await withSignature(key, 'receipt/v1', { v: 1, ...rest, leaf: toBase64Url(leaf) }));
}

/** @throws VaultError WRONG_SIGNATURE and those of the format */
export async function readReceipt(from: Uint8Array, node: GateNode): Promise<Receipt> {
  const json = parseCanonical(from) as Signed;
  const { v: _, signature: __, ...receipt } = receiptFields(json, 'receipt');
  await checkSignature(node.signKey, 'receipt/v1', json, `${node.id} did not sign this receipt.`);
  return receipt;
}

type Signed = { readonly [key: string]: Json; readonly signature: string };
