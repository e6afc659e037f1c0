import { computeAddress } from 'ethers';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newKeyPair, newSigningKey, type GateNode, type KeyPair, type SigningKey } from '@custodia/vault';
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

interface Stored {
  readonly kem: { readonly publicKey: string; readonly privateKey: string };
  readonly sign: { readonly publicKey: string; readonly privateKey: string };
}

/** The keys of this node's folder, made where there are none: without them, no entry opens at this node again. */
export async function nodeKeys({ id, dataDir, anchorKey }: NodeConfig): Promise<NodeKeys> {
  const file = join(dataDir, 'keys.json');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const [kem, sign] = await Promise.all([newKeyPair(), newSigningKey()]);
    const stored: Stored = { kem: texts(kem), sign: texts(sign) };
    // Whole or not at all: half a key file would be a lost key.
    writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  const { kem, sign } = JSON.parse(readFileSync(file, 'utf8')) as Stored;
  return new NodeKeys(id, pair(kem), pair(sign), computeAddress(anchorKey).toLowerCase() as `0x${string}`);
}

function texts({ publicKey, privateKey }: KeyPair): Stored['kem'] {
  return {
    publicKey: Buffer.from(publicKey).toString('base64url'),
    privateKey: Buffer.from(privateKey).toString('base64url'),
  };
}

function pair({ publicKey, privateKey }: Stored['kem']): KeyPair {
  return {
    publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
    privateKey: new Uint8Array(Buffer.from(privateKey, 'base64url')),
  };
}
