import { randomBytes, toHex } from '../src/bytes.js';
import {
  makeGrant,
  newEpoch,
  newKeyPair,
  newSigningKey,
  patientKeysOf,
  readDirectory,
  signDirectory,
  type Category,
  type Directory,
  type Draft,
  type EpochKey,
  type GateNodes,
  type Grant,
  type GrantTerms,
  type Holder,
  type KeyPair,
  type NodeKey,
  type PatientKeys,
  type Realm,
  type SigningKey,
} from '../src/index.js';

export const REALM: Realm = { chainId: 31337, registry: `0x${'5e'.repeat(20)}` };
export const NOW = 1_800_000_000;

export interface TestNode extends NodeKey {
  readonly sign: SigningKey;
}

/** Somebody who asks for data, with all keys. */
export interface Grantee {
  readonly holder: Holder;
  readonly kem: KeyPair;
  readonly sign: SigningKey;
}

/** A patient with two categories, three nodes and a pharmacy that writes. */
export interface World {
  readonly patient: PatientKeys;
  readonly nodes: readonly TestNode[];
  readonly gate: GateNodes;
  readonly epochs: readonly EpochKey[];
  readonly directory: Directory;
  readonly directoryBytes: Uint8Array;
  readonly author: SigningKey;
}

export async function newWorld(): Promise<World> {
  const patient = await patientKeysOf(randomBytes(32));
  const { nodes, gate } = await newGate();
  const epochs = await Promise.all([newEpoch('medications', 1), newEpoch('cardiology', 1)]);
  const directoryBytes = await signDirectory(patient, REALM, { version: 1, gate, epochs });
  const directory = await readDirectory(directoryBytes, REALM, patient.pseudonym);
  return { patient, nodes, gate, epochs, directory, directoryBytes, author: await newSigningKey() };
}

export async function newGate(): Promise<{ nodes: TestNode[]; gate: GateNodes }> {
  const made = await Promise.all(
    ['node-a', 'node-b', 'node-c'].map(async (id, place) => {
      const [kem, sign] = [await newKeyPair(), await newSigningKey()];
      return {
        node: { id, place, kemPrivateKey: kem.privateKey, sign },
        gate: {
          id,
          kemKey: kem.publicKey,
          signKey: sign.publicKey,
          anchor: `0x${toHex(randomBytes(20))}` as const,
        },
      };
    }),
  );
  return { nodes: made.map(({ node }) => node), gate: made.map(({ gate }) => gate) };
}

export async function newGrantee(): Promise<Grantee> {
  const [kem, sign] = [await newKeyPair(), await newSigningKey()];
  return { kem, sign, holder: { kemKey: kem.publicKey, signKey: sign.publicKey } };
}

export function draft(text = 'amoxicillin 500 mg'): Draft {
  return {
    kind: 'fhir/R4/MedicationDispense',
    author: { name: 'Pharmacy at the Market', party: 30 },
    createdAt: NOW,
    body: { resourceType: 'MedicationDispense', text },
  };
}

export function grantTo(world: World, grantee: Grantee, changed: Partial<GrantTerms> = {}): Promise<Grant> {
  const categories: Category[] = ['medications'];
  const terms = { grantee: grantee.holder, categories, purpose: 'TREAT', notAfter: NOW + 86_400 } as const;
  return makeGrant(world.patient, REALM, { ...terms, ...changed }, world.epochs);
}

export function epochOf({ epochs }: World, category: Category): EpochKey {
  const found = epochs.find((each) => each.category === category);
  if (!found) throw new Error(`There is no epoch of ${category}.`);
  return found;
}
