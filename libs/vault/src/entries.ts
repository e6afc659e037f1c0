import { randomBytes, sameBytes, toHex, type Bytes } from './bytes.js';
import type { Category } from './categories.js';
import { openContent, sealContent, type SignedContent, type Draft } from './content.js';
import { currentEpoch, type Directory } from './directory.js';
import type { Envelope } from './envelope.js';
import type { EpochKey } from './epochs.js';
import { VaultError } from './errors.js';
import { NODES, NODES_NEEDED } from './gate.js';
import { contentKeyHash, entryInfo, shareContext, wrapAad, type Header } from './header.js';
import type { PatientKeys } from './identity.js';
import { combineShares, splitSecret, type GivenShare } from './shares.js';
import type { SigningKey } from './signing.js';
import { SUITE, open, seal } from './suite.js';

const NO_AAD = new Uint8Array(0);

/** A sealed entry, and the key of its content and files. */
export interface SealedEntry {
  readonly envelope: Envelope;
  readonly contentKey: Bytes;
}

/** An opened entry; with `contentKey`, its files open. */
export interface OpenedEntry extends SignedContent {
  readonly contentKey: Bytes;
}

/** An entry whose place is made and whose content is not written yet: its files come first, since it names them. */
export interface StartedEntry {
  readonly header: Header;
  readonly contentKey: Bytes;
  /** Writes the content. Once: its key never meets a second nonce. */
  readonly seal: (draft: Draft, author: SigningKey) => Promise<SealedEntry>;
}

/**
 * Begins an entry of a patient's record.
 * @param directory As two nodes agree on it: its epoch and gate set are the patient's choice, not the author's.
 */
export async function startEntry(directory: Directory, category: Category): Promise<StartedEntry> {
  const { epoch, publicKey } = currentEpoch(directory, category);
  const contentKey = randomBytes(32);
  const gateKey = randomBytes(32);
  const entryId = `0x${toHex(randomBytes(16))}` as const;
  const { chainId, registry, pseudonym, gateSet, gate } = directory;
  const place = { chainId, registry, pseudonym, entryId };
  const { shares, hashes } = await splitSecret(gateKey, NODES, NODES_NEEDED, shareContext(place));
  const header: Header = {
    v: 1,
    suite: SUITE,
    ...place,
    category,
    epoch,
    gateSet,
    shareHashes: hashes,
    cekHash: await contentKeyHash(entryId, contentKey),
  };
  let written = false;
  const sealOnce = async (draft: Draft, author: SigningKey): Promise<SealedEntry> => {
    if (written) throw new Error('An entry is written once');
    written = true;
    const ct = await sealContent(draft, author, header, publicKey, contentKey);
    const [wrap, own, ...sealedShares] = await Promise.all([
      seal(publicKey, contentKey, await contentBinding(header, ct, gateKey)),
      seal(directory.kemKey, gateKey, { info: await entryInfo(header, 'patient'), aad: NO_AAD }),
      ...gate.map(async ({ id, kemKey }, i) =>
        seal(kemKey, shares[i] ?? NO_AAD, { info: await entryInfo(header, { node: id }), aad: NO_AAD }),
      ),
    ]);
    return { envelope: { header, ct, wrap, shares: sealedShares, own }, contentKey };
  };
  return { header, contentKey, seal: sealOnce };
}

/** Seals an entry that has no files into a patient's record. */
export async function sealEntry(
  directory: Directory,
  category: Category,
  draft: Draft,
  author: SigningKey,
): Promise<SealedEntry> {
  const { seal: sealed } = await startEntry(directory, category);
  return sealed(draft, author);
}

/** Opens an entry of one's own record: no node is asked. @throws VaultError */
export async function openOwnEntry(
  envelope: Envelope,
  epoch: EpochKey,
  keys: PatientKeys,
): Promise<OpenedEntry> {
  const info = await entryInfo(envelope.header, 'patient');
  const gateKey = await open(keys.kem.privateKey, envelope.own, { info, aad: NO_AAD });
  return openWith(envelope, epoch, gateKey);
}

/** Opens an entry with the epoch's key and the shares of two nodes. @throws VaultError; WRONG_SHARE says whose */
export async function openReleasedEntry(
  envelope: Envelope,
  epoch: EpochKey,
  shares: readonly GivenShare[],
): Promise<OpenedEntry> {
  const { header } = envelope;
  const gateKey = await combineShares(shares, header.shareHashes, NODES_NEEDED, shareContext(header));
  return openWith(envelope, epoch, gateKey);
}

async function openWith(
  { header, ct, wrap }: Envelope,
  epoch: EpochKey,
  gateKey: Bytes,
): Promise<OpenedEntry> {
  if (header.category !== epoch.category || header.epoch !== epoch.epoch)
    throw new VaultError('UNKNOWN_EPOCH', 'This entry belongs to another category or epoch than the key.');
  const contentKey = await open(epoch.privateKey, wrap, await contentBinding(header, ct, gateKey));
  if (!sameBytes(header.cekHash, await contentKeyHash(header.entryId, contentKey)))
    throw new VaultError('WRONG_CONTENT_KEY', 'The writer sealed another key than the entry names.');
  return { ...(await openContent(ct, header, epoch.publicKey, contentKey)), contentKey };
}

/** Both secrets are needed: the epoch's key, and the gate key as pre-shared key (RFC 9180 section 5.1.2). */
async function contentBinding(header: Header, ct: Bytes, gateKey: Bytes) {
  const id = new TextEncoder().encode(header.entryId);
  return {
    info: await entryInfo(header, 'content'),
    aad: await wrapAad(header, ct),
    psk: { key: gateKey, id },
  };
}

/** An entry for a list: what it says, or that it cannot be read, and why. */
export type ListedEntry =
  | { readonly kind: 'read'; readonly entry: OpenedEntry }
  | { readonly kind: 'unreadable'; readonly error: VaultError };

/** The outcome of opening as a value: one bad entry never takes the list with it. */
export async function listed(opening: Promise<OpenedEntry>): Promise<ListedEntry> {
  try {
    return { kind: 'read', entry: await opening };
  } catch (error) {
    if (error instanceof VaultError) return { kind: 'unreadable', error };
    throw error;
  }
}
