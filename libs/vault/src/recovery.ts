import { concat, lengthPrefixed, randomBytes, toBase64Url, utf8, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { VaultError } from './errors.js';
import { NODES, NODES_NEEDED, gateJson, gateNodes, type GateNodes } from './gate.js';
import { derive } from './hashing.js';
import {
  checkPatient,
  pseudonym,
  realmFields,
  type PatientKeys,
  type Pseudonym,
  type Realm,
} from './identity.js';
import { bytes, distinct, list, record, type Read } from './shape.js';
import { checkShare, combineShares, splitSecret, type GivenShare } from './shares.js';
import { checkSignature, withSignature } from './signing.js';
import { SUITE, open, seal, sealed, sealedJson, suite, version, type Sealed } from './suite.js';

export const CONTACTS = 5;
export const CONTACTS_NEEDED = 3;
/** Seconds between asking the nodes for recovery and their shares, in which any live device can cancel. */
export const RECOVERY_DELAY = 48 * 3600;

const NO_AAD = new Uint8Array(0);
const LABEL = 'recovery/v1';

const kitFields = record({
  v: version(1),
  suite,
  ...realmFields,
  pseudonym,
  signKey: bytes(32),
  /** Names one kit among those that the patient made. */
  id: bytes(16),
  gate: gateNodes,
  // One person in two places would need fewer friends than the kit says.
  contactKeys: distinct(list(bytes(32), CONTACTS, CONTACTS), toBase64Url),
  contactHashes: list(bytes(32), CONTACTS, CONTACTS),
  contactShares: list(sealed, CONTACTS, CONTACTS),
  nodeHashes: list(bytes(32), NODES, NODES),
  nodeShares: list(sealed, NODES, NODES),
  signature: bytes(64),
});

/** What contacts and nodes keep: everybody's sealed share, and the hash of each under the patient's signature. */
export type RecoveryKit = Read<typeof kitFields>;

/** Whose share of a kit. */
export interface KitPlace {
  readonly by: 'contact' | 'node';
  readonly index: number;
}

/**
 * Shares a secret among five contacts and the nodes, so that three contacts and two nodes together give it back. With it
 * as unlocker of kind `contacts`, the keybag opens.
 * @param contactKeys Public keys (HPKE) of the contacts.
 */
export async function makeRecoveryKit(
  keys: PatientKeys,
  realm: Realm,
  contactKeys: readonly Bytes[],
  gate: GateNodes,
): Promise<{ readonly kit: Bytes; readonly secret: Bytes }> {
  const [ofContacts, ofNodes, id] = [randomBytes(32), randomBytes(32), randomBytes(16)];
  const place = { ...realm, pseudonym: keys.pseudonym, id };
  const contacts = await splitSecret(ofContacts, CONTACTS, CONTACTS_NEEDED, contextOf(place, 'contact'));
  const nodes = await splitSecret(ofNodes, NODES, NODES_NEEDED, contextOf(place, 'node'));
  const sealAll = (by: KitPlace['by'], shares: readonly Bytes[], to: readonly Bytes[]) =>
    Promise.all(
      shares.map((share, index) => seal(to[index] ?? NO_AAD, share, keptFor(place, { by, index }))),
    );
  const gateKeys = gate.map(({ kemKey }) => kemKey);
  const statement = {
    v: 1,
    suite: SUITE,
    chainId: realm.chainId,
    registry: realm.registry,
    pseudonym: keys.pseudonym,
    signKey: toBase64Url(keys.sign.publicKey),
    id: toBase64Url(id),
    gate: gateJson(gate),
    contactKeys: contactKeys.map(toBase64Url),
    contactHashes: contacts.hashes.map(toBase64Url),
    contactShares: (await sealAll('contact', contacts.shares, contactKeys)).map(sealedJson),
    nodeHashes: nodes.hashes.map(toBase64Url),
    nodeShares: (await sealAll('node', nodes.shares, gateKeys)).map(sealedJson),
  };
  const kit = canonicalBytes(await withSignature(keys.sign, LABEL, statement));
  await readRecoveryKit(kit, realm, keys.pseudonym);
  return { kit, secret: await secretOf(ofContacts, ofNodes, id) };
}

/** Reads a kit. @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE and those of the format */
export async function readRecoveryKit(
  from: Uint8Array,
  realm: Realm,
  patient: Pseudonym,
): Promise<RecoveryKit> {
  const json = parseCanonical(from) as { readonly [key: string]: Json; readonly signature: string };
  const kit = kitFields(json, 'recovery kit');
  await checkPatient(kit.signKey, patient);
  await checkSignature(kit.signKey, LABEL, json, 'The patient did not sign this recovery kit.');
  if (kit.pseudonym !== patient || kit.chainId !== realm.chainId || kit.registry !== realm.registry)
    throw new VaultError('WRONG_PATIENT', 'This recovery kit is for another patient or another ledger.');
  return kit;
}

/**
 * A contact's or a node's share, sealed to the key of whoever recovers. People compare that key's fingerprint on the phone
 * first, a node waits for `mayRecover`.
 * @throws VaultError WRONG_KEY, WRONG_SHARE
 */
export async function handOver(
  kit: RecoveryKit,
  place: KitPlace,
  privateKey: Bytes,
  recoveryKey: Bytes,
): Promise<Sealed> {
  const [shares, hashes] =
    place.by === 'contact' ? [kit.contactShares, kit.contactHashes] : [kit.nodeShares, kit.nodeHashes];
  const kept = shares[place.index] ?? { enc: NO_AAD, ct: NO_AAD };
  const share = await open(privateKey, kept, keptFor(kit, place));
  await checkShare({ index: place.index, share }, hashes, contextOf(kit, place.by));
  return seal(recoveryKey, share, handedFor(kit, place));
}

/** Something that was handed over. */
export interface HandedOver extends KitPlace {
  readonly sealed: Sealed;
}

/**
 * The unlocker's secret from what contacts and nodes handed over.
 * @throws VaultError WRONG_SHARE that says whose, TOO_FEW_SHARES
 */
export async function combineRecovery(
  kit: RecoveryKit,
  handed: readonly HandedOver[],
  recovery: { readonly privateKey: Bytes },
): Promise<Bytes> {
  const of = async (by: KitPlace['by']): Promise<GivenShare[]> => {
    const shares: GivenShare[] = [];
    // One after the other, so that of several wrong ones it is always the first that is named.
    for (const { index, sealed } of handed.filter((each) => each.by === by)) {
      const share = await open(
        recovery.privateKey,
        sealed,
        handedFor(kit, { by, index }),
        'WRONG_SHARE',
        `What ${by} ${index + 1} handed over is not for this recovery.`,
        index,
      );
      shares.push({ index, share });
    }
    return shares;
  };
  const contacts = contextOf(kit, 'contact');
  const ofContacts = await combineShares(await of('contact'), kit.contactHashes, CONTACTS_NEEDED, contacts);
  const ofNodes = await combineShares(await of('node'), kit.nodeHashes, NODES_NEEDED, contextOf(kit, 'node'));
  return secretOf(ofContacts, ofNodes, kit.id);
}

/** Whether a node may hand over its share of a recovery that was asked for, and that nobody cancelled. */
export function mayRecover(
  { askedAt, cancelled }: { readonly askedAt: number; readonly cancelled: boolean },
  now: number,
): boolean {
  return !cancelled && now - askedAt >= RECOVERY_DELAY;
}

type Kit = Realm & { readonly pseudonym: Pseudonym; readonly id: Bytes };

function secretOf(ofContacts: Bytes, ofNodes: Bytes, id: Bytes): Promise<Bytes> {
  return derive(concat(ofContacts, ofNodes), 'recovery-secret/v1', id, 32);
}

function contextOf({ chainId, registry, pseudonym: owner, id }: Kit, by: KitPlace['by']): Bytes {
  return lengthPrefixed(utf8('recovery'), utf8(String(chainId)), utf8(registry), utf8(owner), id, utf8(by));
}

function keptFor(kit: Kit, { by, index }: KitPlace) {
  const info = lengthPrefixed(utf8('custodia/recovery-kept/v1'), contextOf(kit, by), utf8(String(index)));
  return { info, aad: NO_AAD };
}

function handedFor(kit: Kit, { by, index }: KitPlace) {
  const info = lengthPrefixed(utf8('custodia/recovery-handed/v1'), contextOf(kit, by), utf8(String(index)));
  return { info, aad: NO_AAD };
}
