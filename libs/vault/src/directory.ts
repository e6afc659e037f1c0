import { sameBytes, toBase64Url, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { category, type Category } from './categories.js';
import { VaultError } from './errors.js';
import { NODES_NEEDED, gateJson, gateNodes, gateSetOf, type GateNodes } from './gate.js';
import { checkPatient, realmFields, type PatientKeys, type Pseudonym, type Realm } from './identity.js';
import { bytes, integer, list, record, type Read } from './shape.js';
import { checkSignature, withSignature } from './signing.js';
import { SUITE, suite, version } from './suite.js';

const publishedEpoch = record({ category, epoch: integer(1, 0xffff_ffff), publicKey: bytes(32) });

/** An epoch's public key, to which authors seal. */
export type PublishedEpoch = Read<typeof publishedEpoch>;

const directoryFields = record({
  v: version(1),
  suite,
  ...realmFields,
  version: integer(1),
  signKey: bytes(32),
  kemKey: bytes(32),
  logKey: bytes(32),
  gate: gateNodes,
  epochs: list(publishedEpoch, 0, 2000),
  signature: bytes(64),
});

/** What a patient publishes to those who write into the record and to the nodes. */
export interface Directory extends Realm {
  readonly pseudonym: Pseudonym;
  readonly version: number;
  readonly signKey: Bytes;
  readonly kemKey: Bytes;
  readonly logKey: Bytes;
  readonly gate: GateNodes;
  /** Name of the gate set. */
  readonly gateSet: `0x${string}`;
  readonly epochs: readonly PublishedEpoch[];
}

const LABEL = 'directory/v1';

/** Publishes epochs and gate set under the patient's signature; `version` grows with every change. */
export async function signDirectory(
  keys: PatientKeys,
  realm: Realm,
  content: Pick<Directory, 'version' | 'gate' | 'epochs'>,
): Promise<Bytes> {
  const statement = {
    v: 1,
    suite: SUITE,
    chainId: realm.chainId,
    registry: realm.registry,
    version: content.version,
    signKey: toBase64Url(keys.sign.publicKey),
    kemKey: toBase64Url(keys.kem.publicKey),
    logKey: toBase64Url(keys.log.publicKey),
    gate: gateJson(content.gate),
    epochs: content.epochs.map(({ category: of, epoch, publicKey }) => ({
      category: of,
      epoch,
      publicKey: toBase64Url(publicKey),
    })),
  };
  return canonicalBytes(await withSignature(keys.sign, LABEL, statement));
}

/** Reads one directory. @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE and those of the format */
export async function readDirectory(from: Uint8Array, realm: Realm, patient: Pseudonym): Promise<Directory> {
  const json = parseCanonical(from);
  const { v: _, suite: __, signature: ___, ...read } = directoryFields(json, 'directory');
  await checkPatient(read.signKey, patient);
  await checkSignature(
    read.signKey,
    LABEL,
    json as { readonly [key: string]: Json; readonly signature: string },
    'The patient did not sign this directory.',
  );
  if (read.chainId !== realm.chainId || read.registry !== realm.registry)
    throw new VaultError('WRONG_PATIENT', 'This directory is for another ledger.');
  return { ...read, pseudonym: patient, gateSet: await gateSetOf(read.gate) };
}

/**
 * The directory to seal by: the highest version that two nodes gave alike. One node alone can neither hold back a rotation
 * nor slip in an epoch, and an answer that is not the patient's counts for nothing.
 * @param answers What each node gave.
 * @throws VaultError DIRECTORY_NOT_AGREED
 */
export async function agreedDirectory(
  answers: readonly Uint8Array[],
  realm: Realm,
  patient: Pseudonym,
): Promise<Directory> {
  const read = await Promise.allSettled(answers.map((answer) => readDirectory(answer, realm, patient)));
  const agreed = read.flatMap((one, i) =>
    one.status === 'fulfilled' &&
    answers.filter((other) => sameBytes(other, answers[i] ?? new Uint8Array(0))).length >= NODES_NEEDED
      ? [one.value]
      : [],
  );
  const [highest] = agreed.sort((a, b) => b.version - a.version);
  if (!highest) {
    throw new VaultError(
      'DIRECTORY_NOT_AGREED',
      'No two nodes say the same about this patient’s keys. Try again; if it stays so, tell the patient.',
    );
  }
  return highest;
}

/** The newest epoch of a category, if it has one. */
export function newestEpoch({ epochs }: Pick<Directory, 'epochs'>, of: Category): PublishedEpoch | undefined {
  return epochs.filter((each) => each.category === of).sort((a, b) => b.epoch - a.epoch)[0];
}

/** The epoch that a new entry of a category is sealed to. @throws VaultError UNKNOWN_EPOCH */
export function currentEpoch({ epochs }: Pick<Directory, 'epochs'>, of: Category): PublishedEpoch {
  const newest = newestEpoch({ epochs }, of);
  if (!newest) throw new VaultError('UNKNOWN_EPOCH', `This record takes no entries about ${of}.`, of);
  return newest;
}
