import { randomBytes, toBase64Url, toHex, utf8, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { labelledHash } from './hashing.js';
import {
  checkPatient,
  holder,
  holderHash,
  pseudonym,
  type Holder,
  type PatientKeys,
  type Pseudonym,
} from './identity.js';
import { among, anything, bytes, integer, ledgerHex, record, text, type Read } from './shape.js';
import { checkSignature, withSignature, type SigningKey } from './signing.js';
import { version } from './suite.js';

/** What a patient asks of one node, and nobody else may. */
export const PATIENT_ACTIONS = [
  'entries',
  'log',
  'uses',
  'notices',
  'notice-choice',
  'recovery-kit',
  'recoveries',
  'recovery-cancel',
] as const;
export type PatientAction = (typeof PATIENT_ACTIONS)[number];

const patientFields = record({
  v: version(1),
  node: text(100),
  pseudonym,
  action: among(...PATIENT_ACTIONS),
  argument: anything,
  signKey: bytes(32),
  time: integer(),
  nonce: bytes(16),
  signature: bytes(64),
});

/** A patient's call, its signature checked. */
export type PatientCall = Omit<Read<typeof patientFields>, 'v' | 'signature'>;

const granteeFields = record({
  v: version(1),
  node: text(100),
  consent: ledgerHex(32),
  organisation: text(200, 1),
  person: text(200, 1),
  grantee: holder,
  /** The same in all calls of one look, at every node. */
  look: bytes(16),
  time: integer(),
  nonce: bytes(16),
  signature: bytes(64),
});

/** A grantee's call for the sealed entries of a consent, its signature checked. */
export type GranteeCall = Omit<Read<typeof granteeFields>, 'v' | 'signature'> & {
  /** What the consent commits to of its grantee. */
  readonly granteeKeyHash: `0x${string}`;
  /** The same at all nodes: by it, the lines of their logs about one look are paired. */
  readonly requestHash: `0x${string}`;
};

/** Who looks, as the organisation names itself and its people, and at what. */
export interface Look {
  readonly consent: `0x${string}`;
  readonly organisation: string;
  readonly person: string;
  /** 16 random bytes. */
  readonly look: Bytes;
}

type Signed = { readonly [key: string]: Json; readonly signature: string };

/** A patient's call to one node; of no use at another, or a second time. @param time Unix time in seconds */
export async function patientCall(
  keys: Pick<PatientKeys, 'pseudonym' | 'sign'>,
  node: string,
  action: PatientAction,
  argument: Json,
  time: number,
): Promise<Bytes> {
  const statement = {
    v: 1,
    node,
    pseudonym: keys.pseudonym,
    action,
    argument,
    signKey: toBase64Url(keys.sign.publicKey),
    time,
    nonce: toBase64Url(randomBytes(16)),
  };
  return canonicalBytes(await withSignature(keys.sign, 'patient-call/v1', statement));
}

/** @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE and those of the format */
export async function readPatientCall(from: Uint8Array, patient: Pseudonym): Promise<PatientCall> {
  const json = parseCanonical(from) as Signed;
  const { v: _, signature: __, ...call } = patientFields(json, 'call');
  await checkPatient(call.signKey, patient);
  await checkPatient(call.signKey, call.pseudonym);
  await checkSignature(call.signKey, 'patient-call/v1', json, 'The patient did not sign this call.');
  return call;
}

/** A grantee's call to one node for the sealed entries of a consent. @param time Unix time in seconds */
export async function granteeCall(
  grantee: Holder,
  key: SigningKey,
  node: string,
  { look, ...asked }: Look,
  time: number,
): Promise<Bytes> {
  const statement = {
    v: 1,
    node,
    ...asked,
    look: toBase64Url(look),
    grantee: { kemKey: toBase64Url(grantee.kemKey), signKey: toBase64Url(grantee.signKey) },
    time,
    nonce: toBase64Url(randomBytes(16)),
  };
  return canonicalBytes(await withSignature(key, 'grantee-call/v1', statement));
}

/** @throws VaultError WRONG_SIGNATURE and those of the format */
export async function readGranteeCall(from: Uint8Array): Promise<GranteeCall> {
  const json = parseCanonical(from) as Signed;
  const { v: _, signature: __, ...call } = granteeFields(json, 'call');
  await checkSignature(call.grantee.signKey, 'grantee-call/v1', json, 'The grantee did not sign this call.');
  const granteeKeyHash = await holderHash(call.grantee);
  const hash = await labelledHash('look/v1', utf8(call.consent), utf8(granteeKeyHash), call.look);
  return { ...call, granteeKeyHash, requestHash: `0x${toHex(hash)}` };
}
