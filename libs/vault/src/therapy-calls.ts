import type { WriterCertificate } from '@custodia/ledger';
import { fromHex, randomBytes, sameBytes, toBase64Url, toHex, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { VaultError } from './errors.js';
import { labelledHash } from './hashing.js';
import { pseudonym, type Pseudonym } from './identity.js';
import { bytes, distinct, integer, list, record, text, type Read } from './shape.js';
import { checkSignature, withSignature, type SigningKey } from './signing.js';
import { certificate } from './submissions.js';
import { version } from './suite.js';
import { therapySupply, therapyTag, type TherapySupply, type TherapyTag } from './therapy.js';

/** Medicines of one message, at most. */
export const MOST_TAGS = 20;

/** A device of a site, for which its operator vouches. */
export interface SiteDevice {
  readonly sign: SigningKey;
  readonly certificate: WriterCertificate;
}

const suppliesFields = record({
  v: version(1),
  pseudonym,
  certificate,
  supplies: list(therapySupply, 1, MOST_TAGS),
  signature: bytes(64),
});

/** What a site gave out to a patient, as tags. */
export type TherapySupplies = Omit<Read<typeof suppliesFields>, 'v' | 'signature'>;

const checkFields = record({
  v: version(1),
  node: text(100),
  pseudonym,
  /** As the site names its people; who the site is, its certificate says. */
  person: text(200, 1),
  tags: distinct(list(therapyTag, 1, MOST_TAGS), (tag) => tag),
  certificate,
  time: integer(),
  nonce: bytes(16),
  signature: bytes(64),
});

/** A site's question to one node, whether medicines are taken already. */
export type TherapyCheck = Omit<Read<typeof checkFields>, 'v' | 'signature'> & {
  /** The same at every node: by it, the lines of the nodes' logs are paired. */
  readonly requestHash: `0x${string}`;
};

/** What is asked, of all nodes alike. */
export interface TherapyAsked {
  readonly pseudonym: Pseudonym;
  readonly person: string;
  readonly tags: readonly TherapyTag[];
  /** Unix time in seconds. */
  readonly time: number;
}

const SUPPLIES = 'therapy-supplies/v1';
const CHECK = 'therapy-check/v1';

/** Tags of what was given out, signed by the device that gave it out. */
export async function therapySuppliesBytes(
  { sign, certificate: certified }: SiteDevice,
  patient: Pseudonym,
  supplies: readonly TherapySupply[],
): Promise<Bytes> {
  const statement = {
    v: 1,
    pseudonym: patient,
    certificate: { ...certified },
    supplies: supplies.map(({ tag, from, until }) => ({ tag, from, until })),
  };
  return canonicalBytes(await withSignature(sign, SUPPLIES, statement));
}

/** @throws VaultError WRONG_SIGNATURE, WRONG_PATIENT and those of the format */
export async function readTherapySupplies(from: Uint8Array, patient: Pseudonym): Promise<TherapySupplies> {
  const json = parseCanonical(from) as Signed;
  const { v: _, signature: __, ...read } = suppliesFields(json, 'supplies');
  await checkDevice(read, SUPPLIES, json, patient);
  return read;
}

/** One question for each node, each of no use at another. */
export async function therapyChecks(
  nodes: readonly string[],
  asked: TherapyAsked,
  { sign, certificate: certified }: SiteDevice,
): Promise<Bytes[]> {
  const nonce = toBase64Url(randomBytes(16));
  const common = { v: 1, ...asked, tags: [...asked.tags], certificate: { ...certified }, nonce };
  return Promise.all(
    nodes.map(async (node) => canonicalBytes(await withSignature(sign, CHECK, { ...common, node }))),
  );
}

/** @throws VaultError WRONG_SIGNATURE, WRONG_PATIENT and those of the format */
export async function readTherapyCheck(from: Uint8Array, patient: Pseudonym): Promise<TherapyCheck> {
  const json = parseCanonical(from) as Signed;
  const { v: _, signature: __, ...read } = checkFields(json, 'check');
  await checkDevice(read, CHECK, json, patient);
  const { node: ___, signature: ____, ...common } = json;
  const hash = await labelledHash('therapy-check-hash/v1', canonicalBytes(common));
  return { ...read, requestHash: `0x${toHex(hash)}` };
}

type Signed = { readonly [key: string]: Json; readonly signature: string };

/** The device that the certificate names signed this, and about this patient. */
async function checkDevice(
  { certificate: certified, pseudonym: of }: { certificate: WriterCertificate; pseudonym: Pseudonym },
  label: string,
  json: Signed,
  patient: Pseudonym,
): Promise<void> {
  const key = fromHex(certified.signKey.slice(2));
  await checkSignature(key, label, json, 'The device that the certificate names did not sign this.');
  if (!sameBytes(fromHex(of.slice(2)), fromHex(patient.slice(2))))
    throw new VaultError('WRONG_PATIENT', 'This is about another patient.');
}
