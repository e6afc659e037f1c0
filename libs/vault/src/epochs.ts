import { lengthPrefixed, randomBytes, sameBytes, toBase64Url, uint32, utf8, type Bytes } from './bytes.js';
import { category, type Category } from './categories.js';
import { VaultError } from './errors.js';
import type { PatientKeys, Pseudonym, Realm } from './identity.js';
import { bytes, integer, record } from './shape.js';
import { deriveKeyPair, open, seal, sealed, sealedJson, type KeyPair, type Sealed } from './suite.js';

/** The key pair of one category in one epoch: entries are sealed to it. */
export interface EpochKey extends KeyPair {
  readonly category: Category;
  readonly epoch: number;
  /** What the pair is derived from, and what is handed on. */
  readonly seed: Bytes;
}

/** An epoch's key, sealed to the patient or to a grantee. */
export interface EpochWrap {
  readonly category: Category;
  readonly epoch: number;
  readonly publicKey: Bytes;
  readonly sealed: Sealed;
}

/** For whom an epoch key is sealed: the patient's own wraps and each grant's are bound to what they are for. */
export type EpochHolder = { readonly kind: 'patient' } | { readonly kind: 'grant'; readonly consent: string };

export const epochWrap = record({
  category,
  epoch: integer(1, 0xffff_ffff),
  publicKey: bytes(32),
  sealed,
});

/** A fresh epoch of a category. */
export function newEpoch(of: Category, epoch: number): Promise<EpochKey> {
  return epochKeyOf(of, epoch, randomBytes(32));
}

/**
 * The epochs that follow on those that are kept, one for each of some categories. Another device may begin the same ones:
 * whichever is kept first counts.
 */
export function nextEpochs(
  kept: readonly Pick<EpochKey, 'category' | 'epoch'>[],
  of: readonly Category[],
): Promise<EpochKey[]> {
  return Promise.all(
    of.map((one) => {
      const numbers = kept.flatMap(({ category: its, epoch }) => (its === one ? [epoch] : []));
      return newEpoch(one, Math.max(0, ...numbers) + 1);
    }),
  );
}

/** Seals an epoch's key to a holder's public key. */
export async function wrapEpoch(
  key: EpochKey,
  realm: Realm,
  owner: Pseudonym,
  to: EpochHolder,
  kemKey: Bytes,
): Promise<EpochWrap> {
  const binding = bindingOf(realm, owner, key, to);
  const { category: of, epoch, publicKey } = key;
  return { category: of, epoch, publicKey, sealed: await seal(kemKey, key.seed, binding) };
}

/** Opens an epoch's key. @throws VaultError WRONG_KEY where it is another's, altered, or not the key that it names */
export async function openEpoch(
  from: EpochWrap,
  realm: Realm,
  owner: Pseudonym,
  to: EpochHolder,
  privateKey: Bytes,
): Promise<EpochKey> {
  const seed = await open(privateKey, from.sealed, bindingOf(realm, owner, from, to));
  const key = await epochKeyOf(from.category, from.epoch, seed);
  if (!sameBytes(key.publicKey, from.publicKey))
    throw new VaultError('WRONG_KEY', 'This is not the key of the epoch that it names.');
  return key;
}

/** The patient's own wrap of an epoch. */
export function keepEpoch(key: EpochKey, realm: Realm, keys: PatientKeys): Promise<EpochWrap> {
  return wrapEpoch(key, realm, keys.pseudonym, { kind: 'patient' }, keys.kem.publicKey);
}

/** The patient's own key of an epoch. */
export function ownEpoch(from: EpochWrap, realm: Realm, keys: PatientKeys): Promise<EpochKey> {
  return openEpoch(from, realm, keys.pseudonym, { kind: 'patient' }, keys.kem.privateKey);
}

/** A wrap as JSON. */
export function epochJson({ publicKey, sealed: content, ...rest }: EpochWrap) {
  return { ...rest, publicKey: toBase64Url(publicKey), sealed: sealedJson(content) };
}

async function epochKeyOf(of: Category, epoch: number, seed: Bytes): Promise<EpochKey> {
  return { category: of, epoch, seed, ...(await deriveKeyPair(seed)) };
}

function bindingOf(
  realm: Realm,
  owner: Pseudonym,
  key: Pick<EpochWrap, 'category' | 'epoch' | 'publicKey'>,
  to: EpochHolder,
) {
  const info = lengthPrefixed(
    utf8('custodia/epoch/v1'),
    utf8(String(realm.chainId)),
    utf8(realm.registry),
    utf8(owner),
    utf8(key.category),
    uint32(key.epoch),
    utf8(to.kind),
    utf8(to.kind === 'grant' ? to.consent : ''),
  );
  return { info, aad: key.publicKey };
}
