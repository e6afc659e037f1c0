import { randomBytes, toBase64Url, toHex, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { purpose, type Purpose } from './categories.js';
import { labelledHash } from './hashing.js';
import { holder, type Holder } from './identity.js';
import { bytes, integer, ledgerHex, list, record, text, type Read } from './shape.js';
import { checkSignature, withSignature, type SigningKey } from './signing.js';
import { version, type KeyPair } from './suite.js';

/** Entries of one request, at most: a list is opened by one message to each node. */
export const MAX_ENTRIES = 500;

const requestFields = record({
  v: version(1),
  node: text(100),
  consent: ledgerHex(32),
  entryIds: list(ledgerHex(16), 1, MAX_ENTRIES),
  purpose,
  organisation: text(200, 1),
  person: text(200, 1),
  grantee: holder,
  sessionKey: bytes(32),
  nonce: bytes(16),
  time: integer(),
  signature: bytes(64),
});

/** What a grantee asks of one node. */
export type ReleaseRequest = Omit<Read<typeof requestFields>, 'v' | 'signature'> & {
  /** The same at every node: by it, the lines of the nodes' logs are paired. */
  readonly requestHash: `0x${string}`;
};

/** What is asked, of all nodes alike. */
export interface Asked {
  readonly consent: `0x${string}`;
  readonly entryIds: readonly `0x${string}`[];
  readonly purpose: Purpose;
  /** As the organisation names itself and the person who asks. */
  readonly organisation: string;
  readonly person: string;
  /** Unix time in seconds. */
  readonly time: number;
}

const LABEL = 'request/v1';

/** One request for each node, each of no use at another. */
export async function makeRequests(
  nodes: readonly string[],
  asked: Asked,
  grantee: Holder,
  key: SigningKey,
  session: Pick<KeyPair, 'publicKey'>,
): Promise<ReadonlyMap<string, Bytes>> {
  const common = {
    v: 1,
    ...asked,
    grantee: { kemKey: toBase64Url(grantee.kemKey), signKey: toBase64Url(grantee.signKey) },
    sessionKey: toBase64Url(session.publicKey),
    nonce: toBase64Url(randomBytes(16)),
  };
  const made = nodes.map(async (node) => {
    const request = canonicalBytes(await withSignature(key, LABEL, { ...common, node }));
    return [node, request] as const;
  });
  return new Map(await Promise.all(made));
}

/** Reads a request. @throws VaultError WRONG_SIGNATURE unless the key that it names signed it */
export async function readRequest(from: Uint8Array): Promise<ReleaseRequest> {
  const json = parseCanonical(from) as { readonly [key: string]: Json; readonly signature: string };
  const { v: _, signature: __, ...read } = requestFields(json, 'request');
  await checkSignature(read.grantee.signKey, LABEL, json, 'The grantee did not sign this request.');
  const { node: ___, signature: ____, ...common } = json;
  const hash = await labelledHash('request-hash/v1', canonicalBytes(common));
  return { ...read, requestHash: `0x${toHex(hash)}` };
}
