import {
  consentCommitmentOf,
  consentIdOf,
  controllerAddressOf,
  controllerKeyOf,
} from '@custodia/ledger/consents';
import { randomBytes, toBase64Url, toHex, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { categoriesOf, maskOf, purpose, type Category, type Purpose } from './categories.js';
import { openEpoch, wrapEpoch, type EpochKey, type EpochWrap } from './epochs.js';
import { VaultError } from './errors.js';
import {
  checkPatient,
  holderHash,
  realmFields,
  type Holder,
  type PatientKeys,
  type Pseudonym,
  type Realm,
} from './identity.js';
import { bytes, integer, ledgerHex, record } from './shape.js';
import { checkSignature, withSignature } from './signing.js';
import { suite, SUITE, version } from './suite.js';

const DAY = 86_400;

const openingFields = record({
  v: version(1),
  suite,
  ...realmFields,
  signKey: bytes(32),
  granteeKeyHash: ledgerHex(32),
  categoryMask: integer(1, 0xffff_ffff),
  purpose,
  salt: ledgerHex(32),
  controller: ledgerHex(20),
  notAfter: integer(1),
  signature: bytes(64),
});

/** What a consent on the ledger means, under the patient's signature. */
export interface Opening extends Realm {
  readonly pseudonym: Pseudonym;
  readonly granteeKeyHash: `0x${string}`;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  /** Unix time in seconds: the moment that counts. The ledger knows the day alone. */
  readonly notAfter: number;
  /** Under which the ledger knows it. */
  readonly commitment: `0x${string}`;
  readonly controller: `0x${string}`;
  readonly consent: `0x${string}`;
  /** Last day, UTC, that the grant on the ledger names. */
  readonly lastDay: number;
}

/** What a patient grants. */
export interface GrantTerms {
  readonly grantee: Holder;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  /** Unix time in seconds. */
  readonly notAfter: number;
}

/** A grant as the patient's device makes it. */
export interface Grant {
  readonly opening: Opening;
  /** The opening for the grantee and the nodes: canonical JSON. */
  readonly openingBytes: Bytes;
  /** Signs grant and revocation on the ledger; made again from `salt`, so that it need not be kept. */
  readonly controllerKey: `0x${string}`;
  readonly salt: `0x${string}`;
  /** The epochs' keys, sealed to the grantee. Alone they open nothing. */
  readonly epochs: readonly EpochWrap[];
}

const LABEL = 'opening/v1';

/** Makes a grant; it has effect once it stands on the ledger and the nodes have the opening. */
export async function makeGrant(
  keys: PatientKeys,
  realm: Realm,
  terms: GrantTerms,
  epochs: readonly EpochKey[],
): Promise<Grant> {
  const salt = `0x${toHex(randomBytes(32))}` as const;
  const controllerKey = await controllerKeyOf(keys.grantSeed, salt);
  const statement = {
    v: 1,
    suite: SUITE,
    chainId: realm.chainId,
    registry: realm.registry,
    signKey: toBase64Url(keys.sign.publicKey),
    granteeKeyHash: await holderHash(terms.grantee),
    categoryMask: maskOf(terms.categories),
    purpose: terms.purpose,
    salt,
    controller: controllerAddressOf(controllerKey),
    notAfter: terms.notAfter,
  };
  const openingBytes = canonicalBytes(await withSignature(keys.sign, LABEL, statement));
  const opening = await readOpening(openingBytes, realm, keys.pseudonym);
  const granted = epochs.filter((each) => opening.categories.includes(each.category));
  const wraps = granted.map((each) => wrapGranted(each, opening, terms.grantee));
  return { opening, openingBytes, controllerKey, salt, epochs: await Promise.all(wraps) };
}

/** Seals one more epoch for a grant that goes on: after a rotation, the others keep their access. */
export function wrapGranted(epoch: EpochKey, { consent, pseudonym, ...realm }: Opening, grantee: Holder) {
  return wrapEpoch(epoch, realm, pseudonym, { kind: 'grant', consent }, grantee.kemKey);
}

/** The grantee's key of an epoch. @throws VaultError WRONG_KEY */
export function openGranted(
  from: EpochWrap,
  { consent, pseudonym, ...realm }: Opening,
  kemPrivateKey: Bytes,
): Promise<EpochKey> {
  return openEpoch(from, realm, pseudonym, { kind: 'grant', consent }, kemPrivateKey);
}

/**
 * Reads an opening and finds its consent: nobody can register a consent for somebody else, since only the patient's
 * signature ties a commitment to the patient.
 * @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE and those of the format
 */
export async function readOpening(from: Uint8Array, realm: Realm, patient: Pseudonym): Promise<Opening> {
  const json = parseCanonical(from);
  const read = openingFields(json, 'opening');
  await checkPatient(read.signKey, patient);
  await checkSignature(
    read.signKey,
    LABEL,
    json as { readonly [key: string]: Json; readonly signature: string },
    'The patient did not sign this consent.',
  );
  const { chainId, registry, granteeKeyHash, categoryMask, salt, controller, notAfter } = read;
  if (chainId !== realm.chainId || registry !== realm.registry)
    throw new VaultError('WRONG_COMMITMENT', 'This consent is for another ledger.');
  const content = { pseudonym: patient, granteeKeyHash, categoryMask, purpose: read.purpose, salt };
  const commitment = consentCommitmentOf(content);
  return {
    chainId,
    registry,
    pseudonym: patient,
    granteeKeyHash,
    categories: categoriesOf(categoryMask),
    purpose: read.purpose,
    notAfter,
    commitment,
    controller,
    consent: consentIdOf(commitment, controller),
    lastDay: lastDayOf(notAfter),
  };
}

/** The day, UTC, in which a moment lies: the ledger is told days only, so that times do not link grants. */
function lastDayOf(notAfter: number): number {
  return Math.floor(notAfter / DAY);
}

/**
 * Until when a message that a device signed may be relayed: the end of a day, UTC. A moment on the ledger would tell how far
 * the device's clock is wrong, and by that which grants are of one device.
 * @param now Unix time in seconds
 */
export function relayDeadline(now: number, days: number): number {
  return (lastDayOf(now) + 1 + days) * DAY;
}
