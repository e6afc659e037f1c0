import { lengthPrefixed, randomBytes, toBase64Url, utf8, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { epochJson, epochWrap, type EpochKey } from './epochs.js';
import { VaultError } from './errors.js';
import { NODES, NODES_NEEDED, gateSetOf, type GateNodes } from './gate.js';
import { makeGrant, openGranted, readOpening, type Grant, type Opening } from './grants.js';
import { checkPatient, holderHash, type PatientKeys, type Pseudonym, type Realm } from './identity.js';
import { anything, bytes, integer, ledgerHex, list, record, type Read } from './shape.js';
import { checkShare, combineShares, splitSecret, type GivenShare } from './shares.js';
import { checkSignature, withSignature } from './signing.js';
import { deriveKeyPair, open, seal, sealed, sealedJson, version, type Sealed } from './suite.js';

const NO_AAD = new Uint8Array(0);
const LABEL = 'emergency-kit/v1';

const kitFields = record({
  v: version(1),
  /** Grows with every kit, so that an older one does not come back. */
  number: integer(1),
  gateSet: ledgerHex(32),
  signKey: bytes(32),
  kemKey: bytes(32),
  opening: anything,
  wraps: list(epochWrap, 1, 200),
  shareHashes: list(bytes(32), NODES, NODES),
  shares: list(sealed, NODES, NODES),
  signature: bytes(64),
});

/**
 * What a patient leaves with the nodes for an emergency: a consent of its own, for this purpose alone, whose reader is a key
 * that nobody has. Two nodes together can give it to whoever breaks the glass; one alone cannot.
 */
export interface EmergencyKit extends Omit<Read<typeof kitFields>, 'v' | 'signature' | 'opening'> {
  readonly opening: Opening;
}

/** A kit as the patient's device makes it. */
export interface NewEmergencyKit {
  readonly bytes: Bytes;
  /** Goes to the ledger like any other grant, and is revoked like one. */
  readonly grant: Grant;
}

/**
 * Makes a kit.
 * @param number larger than that of the kit before it
 * @param away whether it opens while the ledger does not answer, too
 */
export async function makeEmergencyKit(
  keys: PatientKeys,
  realm: Realm,
  gate: GateNodes,
  epochs: readonly EpochKey[],
  { number, notAfter, away }: { readonly number: number; readonly notAfter: number; readonly away: boolean },
): Promise<NewEmergencyKit> {
  const secret = randomBytes(32);
  const { publicKey: kemKey } = await deriveKeyPair(secret);
  const terms = {
    grantee: { kemKey, signKey: keys.sign.publicKey },
    categories: ['emergency-summary'],
    purpose: 'BTG',
    notAfter,
    away,
  } as const;
  const grant = await makeGrant(keys, realm, terms, epochs);
  const { opening } = grant;
  const gateSet = await gateSetOf(gate);
  const { shares, hashes } = await splitSecret(secret, NODES, NODES_NEEDED, contextOf(opening));
  const sealedShares = await Promise.all(
    gate.map(({ id, kemKey: of }, i) =>
      seal(of, shares[i] ?? NO_AAD, { info: keptFor(opening, gateSet, id), aad: NO_AAD }),
    ),
  );
  const statement = {
    v: 1,
    number,
    gateSet,
    signKey: toBase64Url(keys.sign.publicKey),
    kemKey: toBase64Url(kemKey),
    opening: parseCanonical(grant.openingBytes),
    wraps: grant.epochs.map(epochJson),
    shareHashes: hashes.map(toBase64Url),
    shares: sealedShares.map(sealedJson),
  };
  const made = canonicalBytes(await withSignature(keys.sign, LABEL, statement));
  await readEmergencyKit(made, realm, keys.pseudonym);
  return { bytes: made, grant };
}

/** Reads a kit. @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE, WRONG_COMMITMENT and those of the format */
export async function readEmergencyKit(
  from: Uint8Array,
  realm: Realm,
  patient: Pseudonym,
): Promise<EmergencyKit> {
  const json = parseCanonical(from) as { readonly [key: string]: Json; readonly signature: string };
  const { v: _, signature: __, opening: signed, ...kit } = kitFields(json, 'emergency kit');
  await checkPatient(kit.signKey, patient);
  const opening = await readOpening(canonicalBytes(signed), realm, patient);
  await checkSignature(kit.signKey, LABEL, json, 'The patient did not sign this emergency kit.');
  const grantee = await holderHash({ kemKey: kit.kemKey, signKey: kit.signKey });
  const isMeant =
    opening.purpose === 'BTG' &&
    opening.granteeKeyHash === grantee &&
    opening.categories.length === 1 &&
    opening.categories[0] === 'emergency-summary';
  if (!isMeant)
    throw new VaultError('WRONG_COMMITMENT', 'This kit opens something else than the emergency summary.');
  return { ...kit, opening };
}

/**
 * A node's own share, sealed to the device of whoever breaks the glass. Whether it may is for the node to decide first.
 * @param request the hash of the request, to which the share is bound
 * @throws VaultError WRONG_KEY, WRONG_SHARE
 */
export async function handEmergencyShare(
  { opening, gateSet, shares, shareHashes }: EmergencyKit,
  node: { readonly id: string; readonly place: number; readonly kemPrivateKey: Bytes },
  request: string,
  to: Bytes,
): Promise<Sealed> {
  const { id, place: index } = node;
  const kept = shares[index] ?? { enc: NO_AAD, ct: NO_AAD };
  const share = await open(node.kemPrivateKey, kept, { info: keptFor(opening, gateSet, id), aad: NO_AAD });
  await checkShare({ index, share }, shareHashes, contextOf(opening));
  return seal(to, share, { info: handedFor(opening, request, index), aad: NO_AAD });
}

/** A share that a node handed over. */
export interface HandedShare {
  readonly index: number;
  readonly sealed: Sealed;
}

/**
 * The epochs' keys of a kit, from what two nodes handed over.
 * @throws VaultError WRONG_SHARE that says whose, TOO_FEW_SHARES, WRONG_KEY
 */
export async function openEmergencyKit(
  kit: EmergencyKit,
  handed: readonly HandedShare[],
  request: string,
  privateKey: Bytes,
): Promise<EpochKey[]> {
  const { opening, shareHashes } = kit;
  const shares = await Promise.all(
    handed.map(async ({ index, sealed: content }): Promise<GivenShare> => {
      const binding = { info: handedFor(opening, request, index), aad: NO_AAD };
      const message = 'This share is not for this request.';
      return { index, share: await open(privateKey, content, binding, 'WRONG_SHARE', message, index) };
    }),
  );
  const secret = await combineShares(shares, shareHashes, NODES_NEEDED, contextOf(opening));
  const { privateKey: kemKey } = await deriveKeyPair(secret);
  return Promise.all(kit.wraps.map((wrap) => openGranted(wrap, opening, kemKey)));
}

function contextOf({ chainId, registry, pseudonym, consent }: Opening): Bytes {
  return lengthPrefixed(
    utf8('custodia/emergency-secret/v1'),
    utf8(String(chainId)),
    utf8(registry),
    utf8(pseudonym),
    utf8(consent),
  );
}

function keptFor(opening: Opening, gateSet: string, node: string): Bytes {
  return lengthPrefixed(utf8('custodia/emergency-kept/v1'), contextOf(opening), utf8(gateSet), utf8(node));
}

function handedFor(opening: Opening, request: string, index: number): Bytes {
  return lengthPrefixed(
    utf8('custodia/emergency-handed/v1'),
    contextOf(opening),
    utf8(request),
    utf8(String(index)),
  );
}
