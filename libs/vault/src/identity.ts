import { concat, toHex, type Bytes } from './bytes.js';
import { VaultError } from './errors.js';
import { derive, labelledHash, sha256 } from './hashing.js';
import { bytes, integer, ledgerHex, record } from './shape.js';
import { signingKeyOf, type SigningKey } from './signing.js';
import { deriveKeyPair, type KeyPair } from './suite.js';

declare const brand: unique symbol;

/** SHA-256 of the patient's signing key, as the ledger writes it: the only name by which a record is known. */
export type Pseudonym = `0x${string}` & { readonly [brand]: 'Pseudonym' };

/** Everything that a patient holds, from 32 random bytes. */
export interface PatientKeys {
  readonly pseudonym: Pseudonym;
  /** Signs directories, grants, share hashes and erasure. */
  readonly sign: SigningKey;
  /** Epoch keys and gate keys are sealed to it. */
  readonly kem: KeyPair;
  /** Lines of the access log are sealed to it. */
  readonly log: KeyPair;
  /** Makes the tags by which the same therapy is noticed. */
  readonly tagKey: Bytes;
  /** Makes the controllers of grants. */
  readonly grantSeed: Bytes;
  /** Reads the records of those whom the patient cares for, on all the patient's devices. */
  readonly carer: { readonly kem: KeyPair; readonly sign: SigningKey };
}

/** The consortium that a record belongs to: everything signed or sealed for one is void in another. */
export interface Realm {
  readonly chainId: number;
  /** Address of the consent registry. */
  readonly registry: `0x${string}`;
}

export const realmFields = { chainId: integer(1), registry: ledgerHex(20) } as const;
export const pseudonym = ledgerHex<Pseudonym>(32);

/** The patient's keys: each from the root secret under its own label, so that none tells another. */
export async function patientKeysOf(rootSecret: Bytes): Promise<PatientKeys> {
  const of = (label: string) => derive(rootSecret, `patient/${label}/v1`, new Uint8Array(0), 32);
  const [signSeed, kemSeed, logSeed, tagKey, grantSeed, carerKemSeed, carerSignSeed] = await Promise.all([
    of('sign'),
    of('kem'),
    of('log'),
    of('tag'),
    of('grant'),
    of('carer-kem'),
    of('carer-sign'),
  ]);
  const [sign, kem, log, carerKem, carerSign] = await Promise.all([
    signingKeyOf(signSeed),
    deriveKeyPair(kemSeed),
    deriveKeyPair(logSeed),
    deriveKeyPair(carerKemSeed),
    signingKeyOf(carerSignSeed),
  ]);
  const carer = { kem: carerKem, sign: carerSign };
  return { pseudonym: await pseudonymOf(sign.publicKey), sign, kem, log, tagKey, grantSeed, carer };
}

/** The pseudonym of a signing key. */
export async function pseudonymOf(signKey: Bytes): Promise<Pseudonym> {
  return `0x${toHex(await sha256(signKey))}` as Pseudonym;
}

/** @throws VaultError WRONG_PATIENT unless the key is the pseudonym's */
export async function checkPatient(signKey: Bytes, expected: Pseudonym): Promise<void> {
  if ((await pseudonymOf(signKey)) !== expected)
    throw new VaultError('WRONG_PATIENT', 'This was signed by somebody else than this patient.');
}

/** The public keys of somebody who reads, writes or keeps shares: a clinic, a person in it, a node. */
export interface Holder {
  readonly kemKey: Bytes;
  readonly signKey: Bytes;
}

export const holder = record({ kemKey: bytes(32), signKey: bytes(32) });

/** What a consent commits to of its grantee. */
export async function holderHash({ kemKey, signKey }: Holder): Promise<`0x${string}`> {
  return `0x${toHex(await labelledHash('holder/v1', kemKey, signKey))}`;
}

/**
 * Five groups of five digits of a key, to be compared on the phone by two people (about 83 bits): the same in every
 * language, unlike words.
 */
export async function fingerprintOf(publicKey: Bytes): Promise<string> {
  const hash = await labelledHash('fingerprint/v1', publicKey);
  const groups = Array.from({ length: 5 }, (_, i) => {
    const number = concat(hash.slice(i * 6, i * 6 + 6)).reduce((value, byte) => value * 256 + byte, 0);
    return String(number % 100_000).padStart(5, '0');
  });
  return groups.join(' ');
}
