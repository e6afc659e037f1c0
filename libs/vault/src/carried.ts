import { toBase64Url, type Bytes } from './bytes.js';
import { parseCanonical, canonicalBytes, type Json } from './canonical.js';
import { authorFields, isContentSigned, type Content } from './content.js';
import type { OpenedEntry } from './entries.js';
import type { Envelope } from './envelope.js';
import { VaultError } from './errors.js';
import { headerFields, headerJson, type Header } from './header.js';
import { anything, bytes, integer, record, text } from './shape.js';
import { version } from './suite.js';

const carriedFields = record({
  v: version(1),
  header: headerFields,
  epochKey: bytes(32),
  kind: text(100),
  author: authorFields,
  createdAt: integer(),
  body: anything,
  signature: bytes(64),
});

/** An entry outside of its record: what it says, and what its author signed of it. */
export interface Carried extends Content {
  readonly header: Header;
}

/** An opened entry as a patient takes it along. It is in the clear: whatever holds it has to be sealed. */
export function carriedJson({ header }: Pick<Envelope, 'header'>, epochKey: Bytes, entry: OpenedEntry): Json {
  const { kind, author, createdAt, body, signature } = entry;
  return {
    v: 1,
    header: headerJson(header),
    epochKey: toBase64Url(epochKey),
    kind,
    author: { ...author, signKey: toBase64Url(author.signKey) },
    createdAt,
    body,
    signature: toBase64Url(signature),
  };
}

/** Reads one that came back. @throws VaultError WRONG_SIGNATURE where it is not what its author signed, and of the format */
export async function readCarried(from: Json): Promise<Carried> {
  // One spelling: what was signed is what is read.
  const read = carriedFields(parseCanonical(canonicalBytes(from)), 'entry');
  const { header, epochKey, signature, v: _, ...content } = read;
  if (!(await isContentSigned(content, header, epochKey, signature)))
    throw new VaultError('WRONG_SIGNATURE', 'This is not what its author signed.');
  return { ...content, header };
}
