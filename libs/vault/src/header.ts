import { concat, lengthPrefixed, toBase64Url, uint32, utf8, type Bytes } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { category } from './categories.js';
import { NODES } from './gate.js';
import { labelledHash, sha256 } from './hashing.js';
import { pseudonym, realmFields } from './identity.js';
import { bytes, integer, ledgerHex, list, record, type Read } from './shape.js';
import { suite, version } from './suite.js';

/** What stands in clear before an entry's content, and what everything of the entry is bound to. */
export const headerFields = record({
  v: version(1),
  suite,
  ...realmFields,
  pseudonym,
  category,
  epoch: integer(1, 0xffff_ffff),
  entryId: ledgerHex(16),
  gateSet: ledgerHex(32),
  shareHashes: list(bytes(32), NODES, NODES),
  /** A commitment to the content key, which AES-GCM lacks: one ciphertext cannot open to two contents. */
  cekHash: bytes(32),
});

export type Header = Read<typeof headerFields>;

/** A header as JSON. */
export function headerJson({ shareHashes, cekHash, ...rest }: Header) {
  return { ...rest, shareHashes: shareHashes.map(toBase64Url), cekHash: toBase64Url(cekHash) };
}

/** A header in its one spelling. */
export function headerBytes(header: Header): Bytes {
  const known = written.get(header) ?? canonicalBytes(headerJson(header));
  written.set(header, known);
  return known;
}

/** A header is bound to five things of its entry: it is written, and hashed, once. */
const written = new WeakMap<Header, Bytes>();
const hashed = new WeakMap<Header, Promise<Bytes>>();

/** SHA-256 of a header. */
export function headerHashOf(header: Header): Promise<Bytes> {
  const known = hashed.get(header) ?? sha256(headerBytes(header));
  hashed.set(header, known);
  return known;
}

/** What something of an entry is sealed for: the content's wrap, a node's share, or the patient's copy of the gate key. */
export type SealedFor = 'content' | 'patient' | { readonly node: string };

/** The HPKE `info` of everything that is sealed for an entry. */
export async function entryInfo(header: Header, sealedFor: SealedFor): Promise<Bytes> {
  return lengthPrefixed(
    utf8('custodia/entry/v1'),
    utf8(typeof sealedFor === 'string' ? sealedFor : 'node'),
    utf8(typeof sealedFor === 'string' ? '' : sealedFor.node),
    utf8(String(header.chainId)),
    utf8(header.registry),
    utf8(header.pseudonym),
    utf8(header.category),
    uint32(header.epoch),
    utf8(header.entryId),
    utf8(header.gateSet),
    await headerHashOf(header),
  );
}

/** What an entry's wrapped key is bound to besides: header and ciphertext. */
export function wrapAad(header: Header, ct: Bytes): Promise<Bytes> {
  return sha256(concat(headerBytes(header), ct));
}

/** What the shares of an entry's gate key are of. The hashes stand in the header, so that it cannot be the header. */
export function shareContext(header: Pick<Header, 'chainId' | 'registry' | 'pseudonym' | 'entryId'>): Bytes {
  return lengthPrefixed(
    utf8(String(header.chainId)),
    utf8(header.registry),
    utf8(header.pseudonym),
    utf8(header.entryId),
  );
}

/** The commitment to an entry's content key. */
export function contentKeyHash(entryId: string, contentKey: Bytes): Promise<Bytes> {
  return labelledHash('content-key/v1', utf8(entryId), contentKey);
}
