import { lengthPrefixed, toBase64Url, utf8, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical } from './canonical.js';
import type { Envelope } from './envelope.js';
import { VaultError } from './errors.js';
import { NODES } from './gate.js';
import { entryInfo, headerHashOf, shareContext, type Header } from './header.js';
import type { ReleaseRequest } from './requests.js';
import { integer, ledgerHex, record } from './shape.js';
import { checkShare, type GivenShare } from './shares.js';
import { open, seal, sealed, sealedJson, version } from './suite.js';

const NO_AAD = new Uint8Array(0);

/** A node's own keys and its place among the patient's nodes. */
export interface NodeKey {
  readonly id: string;
  readonly place: number;
  readonly kemPrivateKey: Bytes;
}

const releasedFields = record({
  v: version(1),
  entryId: ledgerHex(16),
  place: integer(0, NODES - 1),
  sealed,
});

/**
 * Opens a node's share of an entry and seals it to the session of a request. Whether it may is `decideRelease`'s to say,
 * and it is logged first.
 * @throws VaultError WRONG_KEY, WRONG_SHARE: the entry's writer gave this node no share
 */
export async function releaseShare(node: NodeKey, { header, shares }: Envelope, request: ReleaseRequest) {
  const own = shares[node.place];
  if (!own) throw new VaultError('UNKNOWN_NODE', 'This entry has no share of this node.', node.id);
  const info = await entryInfo(header, { node: node.id });
  const share = await open(node.kemPrivateKey, own, { info, aad: NO_AAD });
  await checkShare({ index: node.place, share }, header.shareHashes, shareContext(header));
  const binding = { info: await releaseInfo(header, request.requestHash, node.place), aad: NO_AAD };
  const content = sealedJson(await seal(request.sessionKey, share, binding));
  return canonicalBytes({ v: 1, entryId: header.entryId, place: node.place, sealed: content });
}

/** The share that a node released for one's request. @throws VaultError WRONG_KEY */
export async function openReleased(
  from: Uint8Array,
  { header }: Envelope,
  requestHash: string,
  sessionPrivateKey: Bytes,
): Promise<GivenShare> {
  const { entryId, place, sealed: content } = releasedFields(parseCanonical(from), 'release');
  if (entryId !== header.entryId)
    throw new VaultError('WRONG_KEY', 'This release is for another entry.', place);
  const binding = { info: await releaseInfo(header, requestHash, place), aad: NO_AAD };
  return { index: place, share: await open(sessionPrivateKey, content, binding) };
}

async function releaseInfo(header: Header, requestHash: string, place: number): Promise<Bytes> {
  return lengthPrefixed(
    utf8('custodia/release/v1'),
    utf8(requestHash),
    utf8(String(place)),
    utf8(header.entryId),
    utf8(toBase64Url(await headerHashOf(header))),
  );
}
