import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, randomBytes, toHex, type Bytes } from '../src/bytes.js';
import { newSigningKey, isSigned, sign, signingKeyOf } from '../src/signing.js';
import { deriveKeyPair, newKeyPair, open, seal, type Binding } from '../src/suite.js';
import { AAD, BASE, INFO, KEY_PAIR, PLAIN, PSK } from './hpke-vectors.js';

const binding = { info: fromHex(INFO), aad: fromHex(AAD) };

describe('the suite', () => {
  it('derives the key pair of RFC 9180, A.1.1', async () => {
    const { publicKey, privateKey } = await deriveKeyPair(fromHex(KEY_PAIR.ikm));
    expect(toHex(privateKey)).toBe(KEY_PAIR.privateKey);
    expect(toHex(publicKey)).toBe(KEY_PAIR.publicKey);
  });

  it('opens the published message of mode_base', async () => {
    const message = { enc: fromHex(BASE.enc), ct: fromHex(BASE.ct) };
    expect(toHex(await open(fromHex(BASE.skRm), message, binding))).toBe(PLAIN);
  });

  it('stands on a library that opens the published message of mode_psk', async () => {
    const published = new CipherSuite({
      kem: new DhkemX25519HkdfSha256(),
      kdf: new HkdfSha256(),
      aead: new Aes128Gcm(),
    });
    const context = await published.createRecipientContext({
      recipientKey: await published.kem.deserializePrivateKey(fromHex(PSK.skRm)),
      enc: fromHex(PSK.enc),
      info: binding.info,
      psk: { key: fromHex(PSK.psk), id: fromHex(PSK.pskId) },
    });
    const plain = await context.open(fromHex(PSK.ct), binding.aad);
    expect(toHex(new Uint8Array(plain))).toBe(PLAIN);
  });

  it('opens nothing under any other binding', async () => {
    const keys = await newKeyPair();
    const random = (length: number) => randomBytes(length);
    const bound = (): Binding => ({
      info: random(20),
      aad: random(20),
      psk: { key: random(32), id: random(10) },
    });
    const good = bound();
    const message = await seal(keys.publicKey, random(40), good);
    const other = bound();
    const changes: Binding[] = [
      { ...good, info: other.info },
      { ...good, aad: other.aad },
      { ...good, psk: { ...good.psk!, key: other.psk!.key } },
      { ...good, psk: { ...good.psk!, id: other.psk!.id } },
      { info: good.info, aad: good.aad },
    ];
    for (const change of changes)
      await expect(open(keys.privateKey, message, change)).rejects.toMatchObject({ code: 'WRONG_KEY' });
    const stranger = await newKeyPair();
    await expect(open(stranger.privateKey, message, good)).rejects.toMatchObject({ code: 'WRONG_KEY' });
    expect(await open(keys.privateKey, message, good)).toHaveLength(40);
  });

  it('opens nothing of which a bit was changed, and never says more than that', async () => {
    const keys = await newKeyPair();
    const message = await seal(keys.publicKey, new Uint8Array(40), binding);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(message.enc.length * 8 - 2),
        fc.nat(message.ct.length * 8 - 1),
        async (a, b) => {
          const changed = { enc: flip(message.enc, a), ct: message.ct };
          await expect(open(keys.privateKey, changed, binding)).rejects.toMatchObject({ code: 'WRONG_KEY' });
          const other = { enc: message.enc, ct: flip(message.ct, b) };
          await expect(open(keys.privateKey, other, binding)).rejects.toMatchObject({ code: 'WRONG_KEY' });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('seals to no key that is none', async () => {
    await expect(seal(new Uint8Array(31), new Uint8Array(1), binding)).rejects.toMatchObject({
      code: 'MALFORMED',
    });
  });
});

describe('signatures', () => {
  // RFC 8032 section 7.1, test 1.
  it('are of the key pairs that RFC 8032 says', async () => {
    const seed = fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
    expect(toHex((await signingKeyOf(seed)).publicKey)).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
  });

  it('hold for the statement, the label and the key, and for nothing else', async () => {
    const [key, stranger] = [await newSigningKey(), await newSigningKey()];
    const signature = await sign(key, 'this/v1', { a: 1 });
    expect(await isSigned(key.publicKey, 'this/v1', { a: 1 }, signature)).toBe(true);
    expect(await isSigned(key.publicKey, 'this/v1', { a: 2 }, signature)).toBe(false);
    expect(await isSigned(key.publicKey, 'that/v1', { a: 1 }, signature)).toBe(false);
    expect(await isSigned(stranger.publicKey, 'this/v1', { a: 1 }, signature)).toBe(false);
    expect(await isSigned(new Uint8Array(31), 'this/v1', { a: 1 }, signature)).toBe(false);
  });
});

function flip(bytes: Bytes, bit: number): Bytes {
  return bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}
