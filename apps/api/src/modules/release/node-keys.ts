import { computeAddress } from 'ethers';
import { deriveKeyPair, signingKeyOf, type GateNode, type KeyPair, type SigningKey } from '@custodia/vault';
import type { NodeConfig } from '../../config.js';

/** A node's own keys: what is sealed to it opens with them, and its log is signed with them. */
export class NodeKeys {
  constructor(
    readonly id: string,
    readonly kem: KeyPair,
    readonly sign: SigningKey,
    readonly anchor: `0x${string}`,
  ) {}

  /** What a patient's directory says of this node. */
  get asGateNode(): GateNode {
    return { id: this.id, kemKey: this.kem.publicKey, signKey: this.sign.publicKey, anchor: this.anchor };
  }
}

/** The keys that the settings give: always the same of the same. */
export async function nodeKeys({ id, kemKey, signKey, anchorKey }: NodeConfig): Promise<NodeKeys> {
  const [kem, sign] = await Promise.all([
    deriveKeyPair(new Uint8Array(kemKey)),
    signingKeyOf(new Uint8Array(signKey)),
  ]);
  return new NodeKeys(id, kem, sign, computeAddress(anchorKey).toLowerCase() as `0x${string}`);
}
