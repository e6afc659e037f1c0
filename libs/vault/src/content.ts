import { toBase64Url, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { VaultError } from './errors.js';
import { derive, gcm, sha256 } from './hashing.js';
import { headerBytes, headerHashOf, type Header } from './header.js';
import { pad, unpad } from './padding.js';
import { anything, bytes, integer, record, text, type Read } from './shape.js';
import { isSigned, sign, type SigningKey } from './signing.js';
import { version } from './suite.js';

export const authorFields = record({ name: text(200), party: integer(0, 0xffff_ffff), signKey: bytes(32) });

/** Who wrote an entry: the organisation's party id on the ledger (0 for the patient), and whose key signed. */
export type Author = Read<typeof authorFields>;

const contentFields = record({
  v: version(1),
  kind: text(100),
  author: authorFields,
  createdAt: integer(),
  body: anything,
  signature: bytes(64),
});

/** What an entry says, and by whom. */
export interface Content {
  /** What the body is, such as `fhir/R4/MedicationDispense`. */
  readonly kind: string;
  readonly author: Author;
  /** Unix time in seconds, as the author says. */
  readonly createdAt: number;
  readonly body: Json;
}

/** The same, with what its author signed of it. */
export interface SignedContent extends Content {
  readonly signature: Bytes;
}

/** What the author writes; who he is follows from the key that signs. */
export interface Draft extends Omit<Content, 'author'> {
  readonly author: Omit<Author, 'signKey'>;
}

const LABEL = 'entry/v1';

/** The signed and padded content, sealed under its key. */
export async function sealContent(
  draft: Draft,
  author: SigningKey,
  header: Header,
  epochKey: Bytes,
  contentKey: Bytes,
): Promise<Bytes> {
  const content = { ...draft, author: { ...draft.author, signKey: author.publicKey } };
  const signature = await sign(author, LABEL, await statementOf(content, header, epochKey));
  const plain = { v: 1, ...plainOf(content), body: content.body, signature: toBase64Url(signature) };
  const key = await bodyKey(contentKey);
  return gcm(key, 'encrypt', pad(canonicalBytes(plain)), NONCE, headerBytes(header));
}

/** The content of a ciphertext. @throws VaultError ENTRY_UNREADABLE, whatever the writer sealed */
export async function openContent(
  ct: Bytes,
  header: Header,
  epochKey: Bytes,
  contentKey: Bytes,
): Promise<SignedContent> {
  try {
    const padded = await gcm(await bodyKey(contentKey), 'decrypt', ct, NONCE, headerBytes(header));
    const read = contentFields(parseCanonical(unpad(padded)), 'content');
    const { signature, v: _, ...content } = read;
    if (!(await isContentSigned(content, header, epochKey, signature)))
      throw new VaultError('WRONG_SIGNATURE', 'The author did not sign this content for this entry.');
    return { ...content, signature };
  } catch (cause) {
    throw new VaultError(
      'ENTRY_UNREADABLE',
      'This entry cannot be read: its writer sealed it wrongly.',
      undefined,
      {
        cause,
      },
    );
  }
}

/** Whether an author signed this content for this place in a record. */
export async function isContentSigned(
  content: Content,
  header: Header,
  epochKey: Bytes,
  signature: Bytes,
): Promise<boolean> {
  return isSigned(content.author.signKey, LABEL, await statementOf(content, header, epochKey), signature);
}

// The key is derived from a content key that serves one entry: it never meets a second nonce.
const NONCE = new Uint8Array(12);

function bodyKey(contentKey: Bytes): Promise<Bytes> {
  return derive(contentKey, 'body/v1', new Uint8Array(0), 32);
}

function plainOf({ kind, author, createdAt }: Content) {
  return { kind, author: { ...author, signKey: toBase64Url(author.signKey) }, createdAt };
}

/** What the author signs: the content, and the place in the record that it was written for. */
async function statementOf(content: Content, header: Header, epochKey: Bytes): Promise<Json> {
  return {
    ...plainOf(content),
    body: toBase64Url(await sha256(canonicalBytes(content.body))),
    header: toBase64Url(await headerHashOf(header)),
    epochKey: toBase64Url(epochKey),
  };
}
