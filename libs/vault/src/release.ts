import { lengthPrefixed, toBase64Url, utf8, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical } from './canonical.js';
import type { Envelope } from './envelope.js';
import { VaultError } from './errors.js';
import { NODES } from './gate.js';
import { labelledHash } from './hashing.js';
import { entryInfo, headerHashOf, shareContext } from './header.js';
import { MAX_ENTRIES, type ReleaseRequest } from './requests.js';
import { bytes, integer, ledgerHex, list, record } from './shape.js';
import { checkShare, type GivenShare } from './shares.js';
import { open, seal, sealed, sealedJson, version } from './suite.js';

const NO_AAD = new Uint8Array(0);

/** A node's own keys and its place among the patient's nodes. */
export interface NodeKey {
  readonly id: string;
  readonly place: number;
  readonly kemPrivateKey: Bytes;
}

const entryIds = list(ledgerHex(16), 0, MAX_ENTRIES);

const releasedFields = record({
  v: version(1),
  place: integer(0, NODES - 1),
  entryIds,
  /** Entries whose writer gave this node no share, or a wrong one. */
  faulty: entryIds,
  sealed,
});

const sharesField = list(bytes(), 0, MAX_ENTRIES);

/**
 * Opens a node's shares of entries and seals them to the session of a request, all in one message. Whether it may is
 * `decideRelease`'s to say, and it is logged first.
 */
export async function releaseShares(
  node: NodeKey,
  envelopes: readonly Envelope[],
  request: Pick<ReleaseRequest, 'requestHash' | 'sessionKey'>,
): Promise<Bytes> {
  const opened = await Promise.all(envelopes.map((envelope) => ownShare(node, envelope)));
  const good = envelopes.flatMap((envelope, i) => (opened[i] ? [{ envelope, share: opened[i] }] : []));
  const faulty = envelopes.filter((_, i) => !opened[i]).map(({ header }) => header.entryId);
  const info = await releaseInfo(
    good.map(({ envelope }) => envelope),
    request.requestHash,
    node.place,
  );
  const shares = canonicalBytes(good.map(({ share }) => toBase64Url(share)));
  const content = await seal(request.sessionKey, shares, { info, aad: NO_AAD });
  return canonicalBytes({
    v: 1,
    place: node.place,
    entryIds: good.map(({ envelope }) => envelope.header.entryId),
    faulty,
    sealed: sealedJson(content),
  });
}

/** A node's share of one entry, or nothing where the entry's writer sealed it wrongly. */
async function ownShare(node: NodeKey, { header, shares }: Envelope): Promise<Bytes | undefined> {
  const own = shares[node.place];
  if (!own) return undefined;
  try {
    const info = await entryInfo(header, { node: node.id });
    const share = await open(node.kemPrivateKey, own, { info, aad: NO_AAD });
    await checkShare({ index: node.place, share }, header.shareHashes, shareContext(header));
    return share;
  } catch (error) {
    // One writer's rubbish does not keep the patient's other entries from the reader.
    if (error instanceof VaultError) return undefined;
    throw error;
  }
}

/** Whether an entry's writer gave this node the share that the header names. */
export async function hasShare(node: NodeKey, envelope: Envelope): Promise<boolean> {
  return (await ownShare(node, envelope)) !== undefined;
}

/** What one node released: its shares by entry, and the entries of which it has none. */
export interface Released {
  readonly place: number;
  readonly shares: ReadonlyMap<string, GivenShare>;
  readonly faulty: readonly string[];
}

/** The shares that a node released for one's request. @throws VaultError WRONG_KEY */
export async function openReleased(
  from: Uint8Array,
  envelopes: readonly Envelope[],
  requestHash: string,
  sessionPrivateKey: Bytes,
): Promise<Released> {
  const { place, entryIds: ids, faulty, sealed: content } = releasedFields(parseCanonical(from), 'release');
  const byId = new Map(envelopes.map((each) => [each.header.entryId, each]));
  const meant = ids.map((id) => byId.get(id));
  if (!meant.every((each) => each !== undefined))
    throw new VaultError('WRONG_KEY', 'This release is for another entry.', place);
  const binding = { info: await releaseInfo(meant, requestHash, place), aad: NO_AAD };
  const given = sharesField(parseCanonical(await open(sessionPrivateKey, content, binding)), 'shares');
  if (given.length !== ids.length) throw new VaultError('MALFORMED', 'A share is missing.', place);
  const shares = ids.map((id, i) => [id, { index: place, share: given[i] ?? NO_AAD }] as const);
  return { place, shares: new Map(shares), faulty };
}

/** Bound to the request, the node's place, and what exactly is released, header by header. */
async function releaseInfo(
  envelopes: readonly Pick<Envelope, 'header'>[],
  requestHash: string,
  place: number,
): Promise<Bytes> {
  const hashes = await Promise.all(envelopes.map(({ header }) => headerHashOf(header)));
  return lengthPrefixed(
    utf8('custodia/release/v2'),
    utf8(requestHash),
    utf8(String(place)),
    await labelledHash('released-entries/v1', ...hashes),
  );
}
