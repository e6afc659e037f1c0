import {
  consentCommitmentOf,
  consentIdOf,
  controllerAddressOf,
  controllerKeyOf,
} from '@custodia/ledger/consents';
import { randomBytes, toBase64Url, toHex, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { categoriesOf, maskOf, purpose, type Category, type Purpose } from './categories.js';
import { lastDayOf } from './days.js';
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
import { isMandated, readMandated } from './mandated.js';
import type { Mandate } from './mandates.js';
import { bytes, integer, ledgerHex, record, type Read } from './shape.js';
import { checkSignature, withSignature } from './signing.js';
import { suite, SUITE, version } from './suite.js';
import { TERMS, terms } from './terms.js';

const commonFields = {
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
};
/** What was signed before one could be allowed once: it is read still, and made no more. */
const firstFields = record({ v: version(1), ...commonFields });
const openingFields = record({ v: version(2), ...commonFields, terms });

/** What a consent on the ledger means, under the patient's signature. */
export interface Opening extends Realm {
  readonly pseudonym: Pseudonym;
  readonly granteeKeyHash: `0x${string}`;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  /** Unix time in seconds: the moment that counts. The ledger knows the day alone. */
  readonly notAfter: number;
  /** For one look: each node releases to the first session that it logs, and to no other. */
  readonly once: boolean;
  /** For emergencies: also while the ledger does not answer, by what the nodes last read there. */
  readonly away: boolean;
  /** Under which the ledger knows it. */
  readonly commitment: `0x${string}`;
  readonly controller: `0x${string}`;
  readonly consent: `0x${string}`;
  /** Last day, UTC, that the grant on the ledger names. */
  readonly lastDay: number;
  /** Of what a carer allowed: the patient's word that the carer may. It ends with that word. */
  readonly mandate?: Mandate;
}

/** What a patient grants. */
export interface GrantTerms {
  readonly grantee: Holder;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  /** Unix time in seconds. */
  readonly notAfter: number;
  /** For one look only. */
  readonly once?: boolean;
  /** For emergencies: also while the ledger does not answer. */
  readonly away?: boolean;
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

const LABEL = 'opening/v2';
const FIRST_LABEL = 'opening/v1';

/** Makes a grant; it has effect once it stands on the ledger and the nodes have the opening. */
export async function makeGrant(
  keys: PatientKeys,
  realm: Realm,
  granted: GrantTerms,
  epochs: readonly EpochKey[],
): Promise<Grant> {
  const salt = `0x${toHex(randomBytes(32))}` as const;
  const controllerKey = await controllerKeyOf(keys.grantSeed, salt);
  const statement = {
    v: 2,
    suite: SUITE,
    chainId: realm.chainId,
    registry: realm.registry,
    signKey: toBase64Url(keys.sign.publicKey),
    granteeKeyHash: await holderHash(granted.grantee),
    categoryMask: maskOf(granted.categories),
    purpose: granted.purpose,
    salt,
    controller: controllerAddressOf(controllerKey),
    notAfter: granted.notAfter,
    terms: TERMS.filter((term) => granted[term]),
  };
  const openingBytes = canonicalBytes(await withSignature(keys.sign, LABEL, statement));
  const opening = await readOpening(openingBytes, realm, keys.pseudonym);
  const theirs = epochs.filter((each) => opening.categories.includes(each.category));
  const wraps = theirs.map((each) => wrapGranted(each, opening, granted.grantee));
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
 * signature ties a commitment to the patient, or that of a carer whom the patient signed a mandate for.
 * @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE and those of the format
 */
export async function readOpening(from: Uint8Array, realm: Realm, patient: Pseudonym): Promise<Opening> {
  const json = parseCanonical(from);
  if (isMandated(json)) return readMandated(json, realm, patient);
  const isFirst = (json as { readonly v?: Json } | null)?.v === 1;
  const read = isFirst
    ? { ...firstFields(json, 'opening'), terms: [] as Read<typeof terms> }
    : openingFields(json, 'opening');
  await checkPatient(read.signKey, patient);
  await checkSignature(
    read.signKey,
    isFirst ? FIRST_LABEL : LABEL,
    json as { readonly [key: string]: Json; readonly signature: string },
    'The patient did not sign this consent.',
  );
  const { chainId, registry, granteeKeyHash, categoryMask, salt, controller, notAfter } = read;
  if (chainId !== realm.chainId || registry !== realm.registry)
    throw new VaultError('WRONG_COMMITMENT', 'This consent is for another ledger.');
  const away = read.terms.includes('away');
  if (away && read.purpose !== 'BTG')
    throw new VaultError('MALFORMED', 'Only a consent for emergencies holds without the ledger.', 'terms');
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
    once: read.terms.includes('once'),
    away,
    commitment,
    controller,
    consent: consentIdOf(commitment, controller),
    lastDay: lastDayOf(notAfter),
  };
}
