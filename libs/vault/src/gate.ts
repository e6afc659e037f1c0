import { toBase64Url, toHex } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { VaultError } from './errors.js';
import { labelledHash } from './hashing.js';
import { bytes, list, record, text, type Read } from './shape.js';

export const NODES = 3;
export const NODES_NEEDED = 2;

const gateNode = record({ id: text(100), kemKey: bytes(32), signKey: bytes(32) });

/** A release node, as the patient chose it. */
export type GateNode = Read<typeof gateNode>;

export const gateNodes = list(gateNode, NODES, NODES);

/** The nodes that the patient chose: two of them release. */
export type GateNodes = readonly GateNode[];

/** The nodes as JSON. */
export function gateJson(nodes: GateNodes) {
  return nodes.map(({ id, kemKey, signKey }) => ({
    id,
    kemKey: toBase64Url(kemKey),
    signKey: toBase64Url(signKey),
  }));
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
