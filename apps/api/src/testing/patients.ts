import { certifyWriter, encodeCall, signGrant, signRevocation, toHex, type Hex } from '@custodia/ledger';
import {
  makeGrant,
  newEpoch,
  newKeyPair,
  newSigningKey,
  openGranted,
  patientKeysOf,
  sealEntry,
  signDirectory,
  type Bytes,
  type Category,
  type Purpose,
  type Directory,
  type Draft,
  type Envelope,
  type EpochKey,
  type GateNodes,
  type Grant,
  type Holder,
  type KeyPair,
  type PatientKeys,
  type Realm,
  type SigningKey,
  type Writer,
} from '@custodia/vault';
import { fetchDirectory, gateOf, publishDirectory, putEntries, putOpening } from '@custodia/vault/nodes';
import { randomBytes } from 'node:crypto';
import { DEMO_ANCHOR_KEYS } from '../config-demo.js';
import { PARTY, type RecordPlace } from './founding.js';

/** A patient whose record the bench's nodes serve. */
export interface BenchPatient {
  readonly rootSecret: Bytes;
  readonly keys: PatientKeys;
  readonly realm: Realm;
  readonly gate: GateNodes;
  readonly epochs: readonly EpochKey[];
  readonly directory: Directory;
}

/** A clinic that reads, with all keys. */
export interface BenchReader {
  readonly holder: Holder;
  readonly kem: KeyPair;
  readonly sign: SigningKey;
}

/** A grant with what the reader makes of it. */
export interface BenchGrant extends Grant {
  readonly reader: BenchReader;
  readonly keys: readonly EpochKey[];
}

const CATEGORIES: readonly Category[] = ['medications', 'cardiology'];

/** Unix time in seconds. */
export const seconds = () => Math.floor(Date.now() / 1000);

/** A patient who has signed up: the directory is at the nodes. */
export async function newPatient(
  { doors }: Pick<RecordPlace, 'doors'>,
  rootSecret: Bytes = new Uint8Array(randomBytes(32)),
): Promise<BenchPatient> {
  const keys = await patientKeysOf(rootSecret);
  const { gate, realm } = await gateOf(doors);
  const epochs = await Promise.all(CATEGORIES.map((category) => newEpoch(category, 1)));
  await publishDirectory(
    doors,
    keys.pseudonym,
    await signDirectory(keys, realm, { version: 1, gate, epochs }),
  );
  return {
    rootSecret,
    keys,
    realm,
    gate,
    epochs,
    directory: await fetchDirectory(doors, realm, keys.pseudonym),
  };
}

/** Publishes a fresh epoch of a category, as a patient's device does after it revoked. */
export async function rotate(
  { doors }: Pick<RecordPlace, 'doors'>,
  patient: BenchPatient,
  category: Category = 'medications',
): Promise<BenchPatient> {
  const { keys, realm, gate, directory } = patient;
  const epochs = [...patient.epochs, await newEpoch(category, directory.version + 1)];
  const published = await signDirectory(keys, realm, { version: directory.version + 1, gate, epochs });
  await publishDirectory(doors, keys.pseudonym, published);
  return { ...patient, epochs, directory: await fetchDirectory(doors, realm, keys.pseudonym) };
}

export async function newReader(): Promise<BenchReader> {
  const [kem, sign] = [await newKeyPair(), await newSigningKey()];
  return { kem, sign, holder: { kemKey: kem.publicKey, signKey: sign.publicKey } };
}

export function dispense(text = 'amoxicillin 500 mg'): Draft {
  const body = { resourceType: 'MedicationDispense', text };
  return {
    kind: 'fhir/R4/MedicationDispense',
    author: { name: 'Harbor Pharmacy', party: 30 },
    createdAt: 0,
    body,
  };
}

/** Entries that a pharmacy sealed, at the nodes. */
export async function dispensed(
  { doors, contracts, chain }: Pick<RecordPlace, 'doors' | 'contracts' | 'chain'>,
  { directory, keys }: BenchPatient,
  count = 1,
  category: Category = 'medications',
): Promise<Envelope[]> {
  const author = await newSigningKey();
  const writer = writerAt(contracts, chain, author);
  const sealed = await Promise.all(
    Array.from({ length: count }, (_, i) =>
      sealEntry(directory, category, dispense(`medicine ${i}`), author),
    ),
  );
  const envelopes = sealed.map(({ envelope }) => envelope);
  const outcomes = await putEntries(doors, keys.pseudonym, envelopes, writer);
  const refused = outcomes.filter(({ outcome }) => outcome !== 'TAKEN');
  if (refused.length > 0) throw new Error(`The nodes refused entries: ${JSON.stringify(refused)}`);
  return envelopes;
}

/** A device of the bench's one pharmacy, for which its operator vouches. */
export function writerAt(
  { partyRegistry }: RecordPlace['contracts'],
  { chainId }: Pick<RecordPlace['chain'], 'chainId'>,
  sign: SigningKey,
  { notAfter = seconds() + 3600, party = PARTY, key = DEMO_ANCHOR_KEYS[0] as Hex } = {},
): Writer {
  const terms = { party, name: 'Harbor Pharmacy', signKey: toHex(sign.publicKey), notAfter };
  return { sign, certificate: certifyWriter(key, { chainId, partyRegistry }, terms) };
}

/** Grants a reader a category: at the nodes, and on the ledger through a relayer. */
export async function granted(
  bench: RecordPlace,
  patient: BenchPatient,
  reader: BenchReader,
  {
    categories = ['medications'],
    hours = 24,
    purpose = 'TREAT',
    once = false,
  }: { categories?: readonly Category[]; hours?: number; purpose?: Purpose; once?: boolean } = {},
): Promise<BenchGrant> {
  const terms = {
    grantee: reader.holder,
    categories,
    purpose,
    notAfter: seconds() + hours * 3600,
    once,
  } as const;
  const grant = await makeGrant(patient.keys, patient.realm, terms, patient.epochs);
  await putOpening(bench.doors, patient.keys.pseudonym, grant.openingBytes);
  await relayGrant(bench, grant);
  const keys = grant.epochs.map((wrap) => openGranted(wrap, grant.opening, reader.kem.privateKey));
  return { ...grant, reader, keys: await Promise.all(keys) };
}

export async function relayGrant(bench: RecordPlace, { opening, controllerKey }: Grant): Promise<void> {
  const { commitment, lastDay } = opening;
  const terms = { commitment, lastDay, deadline: seconds() + 3600 };
  const signed = signGrant(controllerKey, domainOf(bench), terms);
  await relay(bench, encodeCall('consentRegistry', 'grant', { operation: NO_OPERATION, ...signed }));
}

/** What a revocation is made of: a grant, or a mandate with its controller's key. */
type Revocable = Pick<Grant, 'controllerKey'> & { readonly opening: Pick<Grant['opening'], 'commitment'> };

/** The patient's word that a grant is over, for nodes and ledger alike. */
export function revocationOf(bench: RecordPlace, { opening, controllerKey }: Revocable) {
  const terms = { commitment: opening.commitment, deadline: seconds() + 3600 };
  return signRevocation(controllerKey, domainOf(bench), terms);
}

/** Revokes on the ledger alone: the nodes hear of it from the chain. */
export async function relayRevocation(bench: RecordPlace, grant: Revocable): Promise<void> {
  const signed = revocationOf(bench, grant);
  await relay(bench, encodeCall('consentRegistry', 'revoke', { operation: NO_OPERATION, ...signed }));
}

const NO_OPERATION: Hex = `0x${'00'.repeat(16)}`;

function domainOf({ chain, contracts }: RecordPlace) {
  return { chainId: chain.chainId, consentRegistry: contracts.consentRegistry };
}

function relay({ contracts, send }: RecordPlace, data: Uint8Array): Promise<void> {
  return send(contracts.consentRegistry, data);
}
