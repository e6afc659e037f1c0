import {
  consentCommitmentOf,
  consentIdOf,
  controllerAddressOf,
  controllerKeyOf,
} from '@custodia/ledger/consents';
import { fromHex, lengthPrefixed, randomBytes, toBase64Url, toHex, utf8, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { categoriesOf, maskOf, type Category } from './categories.js';
import { VaultError } from './errors.js';
import { labelledHash } from './hashing.js';
import {
  checkPatient,
  holder,
  holderHash,
  realmFields,
  type Holder,
  type PatientKeys,
  type Pseudonym,
  type Realm,
} from './identity.js';
import { bytes, distinct, integer, ledgerHex, list, record } from './shape.js';
import { checkSignature, withSignature } from './signing.js';
import { open, seal, sealed, sealedJson, suite, SUITE, version } from './suite.js';

/** How many accesses a carer can allow under one mandate. */
export const MANDATE_SLOTS = 16;

const LABEL = 'mandate/v1';
const NO_AAD = new Uint8Array(0);

const mandateFields = record({
  v: version(1),
  suite,
  ...realmFields,
  signKey: bytes(32),
  carer: holder,
  categoryMask: integer(1, 0xffff_ffff),
  notAfter: integer(1),
  salt: ledgerHex(32),
  controller: ledgerHex(20),
  slots: distinct(list(ledgerHex(32), 1, MANDATE_SLOTS), (slot) => slot),
  signature: bytes(64),
});

const slotFields = record({
  v: version(1),
  slots: list(record({ salt: ledgerHex(32), key: ledgerHex(32) }), 1, MANDATE_SLOTS),
});

/**
 * The patient's word that a carer answers requests for a part of the record. What the carer allows is signed by the carer,
 * under controllers that the patient made beforehand: so the patient stops each of them like one of the own.
 */
export interface Mandate extends Realm {
  readonly pseudonym: Pseudonym;
  readonly carer: Holder;
  readonly categories: readonly Category[];
  /** Unix time in seconds: the last moment of anything that is allowed under it. */
  readonly notAfter: number;
  readonly commitment: `0x${string}`;
  /** Under which it is revoked, at the nodes and on the ledger; it is never granted there. */
  readonly consent: `0x${string}`;
  /** What may be allowed: hashes of a controller with its salt, each good for one access. */
  readonly slots: readonly `0x${string}`[];
}

/** A mandate as the patient's device makes it. */
export interface NewMandate {
  readonly mandate: Mandate;
  /** For the carer and, with all that is allowed under it, for the nodes: canonical JSON. */
  readonly bytes: Bytes;
  /** The controllers' keys, sealed to the carer: canonical JSON. */
  readonly handed: Bytes;
}

/** What a patient lets a carer answer. */
export type MandateTerms = Pick<Mandate, 'carer' | 'categories' | 'notAfter'>;

/** One access that a carer may allow: its controller's key, and the salt that it was made from. */
export interface MandateSlot {
  readonly salt: `0x${string}`;
  readonly key: `0x${string}`;
}

/** Makes a mandate; it holds until it is revoked or over, and needs no place on the ledger for that. */
export async function makeMandate(
  keys: PatientKeys,
  realm: Realm,
  { carer, categories, notAfter }: MandateTerms,
): Promise<NewMandate> {
  const slots = await Promise.all(Array.from({ length: MANDATE_SLOTS }, () => newSlot(keys)));
  const own = await newSlot(keys);
  const statement = {
    v: 1,
    suite: SUITE,
    chainId: realm.chainId,
    registry: realm.registry,
    signKey: toBase64Url(keys.sign.publicKey),
    carer: { kemKey: toBase64Url(carer.kemKey), signKey: toBase64Url(carer.signKey) },
    categoryMask: maskOf(categories),
    notAfter,
    salt: own.salt,
    controller: controllerAddressOf(own.key),
    slots: await Promise.all(slots.map((slot) => slotOf(controllerAddressOf(slot.key), slot.salt))),
  };
  const json = await withSignature(keys.sign, LABEL, statement);
  const mandate = await readMandate(json, realm, keys.pseudonym);
  const info = handedFor(mandate);
  const plain = canonicalBytes({ v: 1, slots: slots.map(({ salt, key }) => ({ salt, key })) });
  const handed = canonicalBytes(sealedJson(await seal(carer.kemKey, plain, { info, aad: NO_AAD })));
  return { mandate, bytes: canonicalBytes(json), handed };
}

async function newSlot({ grantSeed }: PatientKeys): Promise<MandateSlot> {
  const salt = `0x${toHex(randomBytes(32))}` as const;
  return { salt, key: await controllerKeyOf(grantSeed, salt) };
}

/** The one access that a controller and its salt stand for. */
export async function slotOf(controller: string, salt: string): Promise<`0x${string}`> {
  const hash = await labelledHash('mandate-slot/v1', fromHex(controller.slice(2)), fromHex(salt.slice(2)));
  return `0x${toHex(hash)}`;
}

/** @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE, WRONG_COMMITMENT and those of the format */
export async function readMandate(
  json: Json | undefined,
  realm: Realm,
  patient: Pseudonym,
): Promise<Mandate> {
  const read = mandateFields(json, 'mandate');
  await checkPatient(read.signKey, patient);
  const signed = json as { readonly [key: string]: Json; readonly signature: string };
  await checkSignature(read.signKey, LABEL, signed, 'The patient did not sign this mandate.');
  const { chainId, registry, carer, categoryMask, notAfter, salt, controller, slots } = read;
  if (chainId !== realm.chainId || registry !== realm.registry)
    throw new VaultError('WRONG_COMMITMENT', 'This mandate is for another ledger.');
  const granteeKeyHash = await holderHash(carer);
  const content = { pseudonym: patient, granteeKeyHash, categoryMask, purpose: LABEL, salt };
  const commitment = consentCommitmentOf(content);
  return {
    chainId,
    registry,
    pseudonym: patient,
    carer,
    categories: categoriesOf(categoryMask),
    notAfter,
    commitment,
    consent: consentIdOf(commitment, controller),
    slots,
  };
}

/** The accesses that the carer may allow. @throws VaultError WRONG_KEY */
export async function openSlots(
  mandate: Mandate,
  handed: Uint8Array,
  kemPrivateKey: Bytes,
): Promise<readonly MandateSlot[]> {
  const content = sealed(parseCanonical(handed), 'handed');
  const plain = await open(kemPrivateKey, content, { info: handedFor(mandate), aad: NO_AAD });
  return slotFields(parseCanonical(plain), 'slots').slots;
}

function handedFor({ chainId, registry, pseudonym, consent }: Mandate): Bytes {
  return lengthPrefixed(
    utf8('custodia/mandate-slots/v1'),
    utf8(String(chainId)),
    utf8(registry),
    utf8(pseudonym),
    utf8(consent),
  );
}
