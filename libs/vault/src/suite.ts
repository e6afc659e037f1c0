import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { toBase64Url, type Bytes } from './bytes.js';
import { VaultError, orFail, type VaultCode } from './errors.js';
import { hkdfExpand, hkdfExtract } from './hashing.js';
import { bytes, record, type Reader } from './shape.js';

/**
 * The algorithms of everything that names this suite: HPKE with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
 * AES-256-GCM (RFC 9180), Ed25519, SHA-256. A later suite gets another name and lives beside it.
 */
export const SUITE = 'x25519-sha256-aes256gcm';

/** The suite, or a failure that says that this program is too old. */
export const suite: Reader<typeof SUITE> = (value) => {
  if (value !== SUITE)
    throw new VaultError(
      'UNKNOWN_SUITE',
      'This is sealed in a way that this version does not know. Update it.',
    );
  return SUITE;
};

/** The version of a format, or a failure that says that this program is too old. */
export function version<const V extends number>(wanted: V): Reader<V> {
  return (value) => {
    if (value !== wanted)
      throw new VaultError(
        'UNKNOWN_VERSION',
        'This is written in a form that this version does not know. Update it.',
      );
    return wanted;
  };
}

/** Something sealed to a public key. */
export interface Sealed {
  /** The encapsulated key. */
  readonly enc: Bytes;
  readonly ct: Bytes;
}

/** The keys of a holder, as raw bytes. */
export interface KeyPair {
  readonly publicKey: Bytes;
  readonly privateKey: Bytes;
}

/** A second secret without which nothing opens (HPKE mode_psk). */
export interface Psk {
  /** At least 32 random bytes. */
  readonly key: Bytes;
  readonly id: Bytes;
}

/** What a sealed thing is bound to. */
export interface Binding {
  readonly info: Bytes;
  readonly aad: Bytes;
  readonly psk?: Psk;
}

type Buffers = ArrayBufferLike | ArrayBufferView;

/** The key schedule of HPKE derives five times for one message: done here, without a way to another thread for each. */
class HkdfOnThisThread extends HkdfSha256 {
  override async extract(salt: Buffers, ikm: Buffers): Promise<ArrayBuffer> {
    return hkdfExtract(viewOf(salt), viewOf(ikm)).buffer;
  }

  override async expand(prk: Buffers, info: Buffers, length: number): Promise<ArrayBuffer> {
    return hkdfExpand(viewOf(prk), viewOf(info), length).buffer;
  }

  override async extractAndExpand(
    salt: Buffers,
    ikm: Buffers,
    info: Buffers,
    length: number,
  ): Promise<ArrayBuffer> {
    return this.expand(await this.extract(salt, ikm), info, length);
  }
}

function viewOf(buffer: Buffers): Uint8Array {
  return ArrayBuffer.isView(buffer)
    ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new Uint8Array(buffer);
}

const hpke = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfOnThisThread(),
  aead: new Aes256Gcm(),
});

/** A fresh key pair. */
export async function newKeyPair(): Promise<KeyPair> {
  return raw(await hpke.kem.generateKeyPair());
}

/** The key pair of these bytes of key material (RFC 9180 section 7.1.3). */
export async function deriveKeyPair(ikm: Bytes): Promise<KeyPair> {
  return raw(await hpke.kem.deriveKeyPair(ikm));
}

async function raw(pair: Awaited<ReturnType<typeof hpke.kem.generateKeyPair>>): Promise<KeyPair> {
  const [publicKey, privateKey] = await Promise.all([
    hpke.kem.serializePublicKey(pair.publicKey),
    hpke.kem.serializePrivateKey(pair.privateKey),
  ]);
  return { publicKey: new Uint8Array(publicKey), privateKey: new Uint8Array(privateKey) };
}

/** Seals to a public key: HPKE mode_base, or mode_psk where the binding has a second secret. */
export async function seal(publicKey: Bytes, plain: Uint8Array, binding: Binding): Promise<Sealed> {
  return orFail(
    async () => {
      const recipientPublicKey = await hpke.kem.deserializePublicKey(publicKey);
      const { info, psk } = binding;
      const sender = await hpke.createSenderContext({ recipientPublicKey, info, ...(psk && { psk }) });
      const ct = await sender.seal(new Uint8Array(plain), binding.aad);
      return { enc: new Uint8Array(sender.enc), ct: new Uint8Array(ct) };
    },
    'MALFORMED',
    'This is not a public key that can be sealed to.',
  );
}

/** Keys as WebCrypto holds them: a list of entries opens with one key, which is imported once. */
const recipients = new WeakMap<Bytes, ReturnType<typeof imported>>();

function recipientOf(privateKey: Bytes) {
  const known = recipients.get(privateKey) ?? imported(privateKey);
  recipients.set(privateKey, known);
  return known;
}

async function imported(raw: Bytes) {
  const privateKey = await hpke.kem.deserializePrivateKey(raw);
  // The public key is the base point multiplied (RFC 7748 section 6.1); not every browser exports one from a private key.
  const base = await hpke.kem.deserializePublicKey(Uint8Array.of(9, ...new Uint8Array(31)));
  const bits = await crypto.subtle.deriveBits({ name: 'X25519', public: base }, privateKey, 256);
  return { privateKey, publicKey: await hpke.kem.deserializePublicKey(new Uint8Array(bits)) };
}

/** Opens what was sealed to a key pair with the same binding; anything else is one and the same failure. */
export async function open(
  privateKey: Bytes,
  { enc, ct }: Sealed,
  { info, aad, psk }: Binding,
  code: VaultCode = 'WRONG_KEY',
  message = 'This is not sealed to this key, or was altered.',
  which?: number | string,
): Promise<Bytes> {
  return orFail(
    async () => {
      const recipientKey = await recipientOf(privateKey);
      const context = await hpke.createRecipientContext({ recipientKey, enc, info, ...(psk && { psk }) });
      return new Uint8Array(await context.open(ct, aad));
    },
    code,
    message,
    which,
  );
}

/** How a sealed thing is written. */
export const sealed = record({ enc: bytes(32), ct: bytes() }) satisfies Reader<Sealed>;

/** A sealed thing as JSON. */
export function sealedJson({ enc, ct }: Sealed): { enc: string; ct: string } {
  return { enc: toBase64Url(enc), ct: toBase64Url(ct) };
}
