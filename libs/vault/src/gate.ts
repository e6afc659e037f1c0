import { toBase64Url, toHex } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { VaultError } from './errors.js';
import { labelledHash } from './hashing.js';
import { bytes, distinct, ledgerHex, list, record, text, type Read } from './shape.js';

export const NODES = 3;
export const NODES_NEEDED = 2;

export const gateNodeFields = {
  id: text(100),
  kemKey: bytes(32),
  signKey: bytes(32),
  /** The address that anchors this node's log on the ledger. */
  anchor: ledgerHex(20),
} as const;
const gateNode = record(gateNodeFields);

/** A release node, as the patient chose it. */
export type GateNode = Read<typeof gateNode>;

/** Three nodes, not one of them twice: whoever held two places would release alone. */
export const gateNodes = distinct(
  list(gateNode, NODES, NODES),
  ({ id }) => id,
  ({ kemKey }) => toBase64Url(kemKey),
  ({ signKey }) => toBase64Url(signKey),
  ({ anchor }) => anchor,
);

/** The nodes that the patient chose: two of them release. */
export type GateNodes = readonly GateNode[];

/** The nodes as JSON. */
export function gateJson(nodes: GateNodes) {
  return nodes.map(gateNodeJson);
}

/** One node as JSON. */
export function gateNodeJson({ id, kemKey, signKey, anchor }: GateNode) {
  return { id, kemKey: toBase64Url(kemKey), signKey: toBase64Url(signKey), anchor };
}

/** The name of a gate set, by which entries are bound to it. */
export async function gateSetOf(nodes: GateNodes): Promise<`0x${string}`> {
  return `0x${toHex(await labelledHash('gate-set/v1', canonicalBytes(gateJson(nodes))))}`;
}

/** A node's place in its gate set. @throws VaultError UNKNOWN_NODE */
export function placeOf(nodes: GateNodes, id: string): number {
  const place = nodes.findIndex((node) => node.id === id);
  if (place < 0) throw new VaultError('UNKNOWN_NODE', `${id} is none of this patient's release nodes.`, id);
  return place;
}
