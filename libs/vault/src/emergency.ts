import type { WriterCertificate } from '@custodia/ledger';
import { fromHex, randomBytes, sameBytes, toBase64Url, toHex, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { VaultError } from './errors.js';
import { labelledHash } from './hashing.js';
import { holder, pseudonym, type Holder, type Pseudonym } from './identity.js';
import { among, bytes, integer, record, text, type Read } from './shape.js';
import { checkSignature, withSignature, type SigningKey } from './signing.js';
import { certificate } from './submissions.js';
import { version } from './suite.js';

/** Why somebody reads without asking: the patient cannot be asked, or there is no time. */
export const EMERGENCY_REASONS = ['unconscious', 'cannot-answer', 'life-threatening', 'other'] as const;
export type EmergencyReason = (typeof EMERGENCY_REASONS)[number];

/** Seconds for which a broken glass stays open, from the ledger's event on. */
export const EMERGENCY_SECONDS = 3600;

const requestFields = record({
  v: version(1),
  pseudonym,
  /** As the site names its people; who the site is, its certificate says. */
  person: text(200, 1),
  reason: among(...EMERGENCY_REASONS),
  words: text(150),
  grantee: holder,
  certificate,
  time: integer(),
  nonce: bytes(16),
  signature: bytes(64),
});

/**
 * What somebody at work asks of all nodes alike. Its hash stands on the ledger, in the party's name, before any node
 * answers: random words to whoever reads the ledger, and counted there by everybody.
 */
export type EmergencyRequest = Omit<Read<typeof requestFields>, 'v' | 'signature'> & {
  readonly requestHash: `0x${string}`;
};

/** Who asks, and why. */
export interface EmergencyAsked {
  readonly pseudonym: Pseudonym;
  readonly person: string;
  readonly reason: EmergencyReason;
  readonly words: string;
  /** Unix time in seconds. */
  readonly time: number;
}

const LABEL = 'emergency-request/v1';

/** Makes a request; it answers nothing before its hash stands on the ledger. */
export async function makeEmergencyRequest(
  asked: EmergencyAsked,
  grantee: Holder,
  key: SigningKey,
  certified: WriterCertificate,
): Promise<Bytes> {
  const statement = {
    v: 1,
    ...asked,
    grantee: { kemKey: toBase64Url(grantee.kemKey), signKey: toBase64Url(grantee.signKey) },
    certificate: { ...certified },
    nonce: toBase64Url(randomBytes(16)),
  };
  return canonicalBytes(await withSignature(key, LABEL, statement));
}

/** Reads a request. @throws VaultError WRONG_SIGNATURE, WRONG_KEY where the certificate is another device's */
export async function readEmergencyRequest(from: Uint8Array): Promise<EmergencyRequest> {
  const json = parseCanonical(from) as { readonly [key: string]: Json; readonly signature: string };
  const { v: _, signature: __, ...read } = requestFields(json, 'emergency request');
  const { signKey } = read.grantee;
  await checkSignature(signKey, LABEL, json, 'Whoever asks did not sign this request.');
  if (!sameBytes(fromHex(read.certificate.signKey.slice(2)), signKey))
    throw new VaultError('WRONG_KEY', 'The certificate is for another device.');
  return { ...read, requestHash: `0x${toHex(await labelledHash(LABEL, canonicalBytes(json)))}` };
}
