import { toBase64Url, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { VaultError } from './errors.js';
import { checkPatient, realmFields, type PatientKeys, type Pseudonym, type Realm } from './identity.js';
import { bytes, integer, record } from './shape.js';
import { checkSignature, withSignature } from './signing.js';
import { version } from './suite.js';

/**
 * What a node deletes for an erasure, all of it: without these, what remains on the ledger are random words, and a copy
 * of the ciphertext that somebody kept opens with nothing.
 */
export const ERASED = [
  'keybag',
  'recovery-kit',
  'epoch-wraps',
  'grant-wraps',
  'openings',
  'directory',
  'entries',
  'files',
  'log-lines',
] as const;

const erasureFields = record({
  v: version(1),
  ...realmFields,
  signKey: bytes(32),
  time: integer(),
  signature: bytes(64),
});

const LABEL = 'erasure/v1';

/** The patient's order to erase the record, for every node. */
export async function orderErasure(keys: PatientKeys, realm: Realm, time: number): Promise<Bytes> {
  const { chainId, registry } = realm;
  const statement = { v: 1, chainId, registry, signKey: toBase64Url(keys.sign.publicKey), time };
  return canonicalBytes(await withSignature(keys.sign, LABEL, statement));
}

/** When a patient ordered it. @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE and those of the format */
export async function readErasure(from: Uint8Array, realm: Realm, patient: Pseudonym): Promise<number> {
  const json = parseCanonical(from) as { readonly [key: string]: Json; readonly signature: string };
  const { signKey, chainId, registry, time } = erasureFields(json, 'erasure');
  await checkPatient(signKey, patient);
  await checkSignature(signKey, LABEL, json, 'The patient did not order this erasure.');
  if (chainId !== realm.chainId || registry !== realm.registry)
    throw new VaultError('WRONG_PATIENT', 'This erasure is for another ledger.');
  return time;
}
