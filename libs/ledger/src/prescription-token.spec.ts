import { computeAddress } from 'ethers';
import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  contentKey,
  fillKey,
  formatPrescriptionToken,
  newPrescriptionToken,
  parsePrescriptionToken,
  PrescriptionTokenError,
} from './prescription-token.js';

const id = '0198c1f2-7e3a-7c11-9f00-00aa55ff1234';
const fixed = { prescriptionId: id, secret: Uint8Array.from({ length: 32 }, (_, i) => i) };

describe('a prescription code that is refused', () => {
  const good = formatPrescriptionToken(fixed);
  it.each([
    ['an empty scan', ''],
    ['a pack code', '010030013005452017280131'],
    ['another version', good.replace('RX1', 'RX2')],
    ['a cut code', good.slice(0, -1)],
    ['a code read twice', good + good.slice(4)],
    ['a padded code', good + '='],
    ['a character outside base64url', good.slice(0, -1) + '+'],
    ['a prefix alone', 'RX1.'],
  ])('%s', (_, text) => {
    expect(() => parsePrescriptionToken(text)).toThrow(PrescriptionTokenError);
  });

  it('is not formed from a malformed id or a short secret', () => {
    expect(() => formatPrescriptionToken({ ...fixed, prescriptionId: 'x' })).toThrow(PrescriptionTokenError);
    expect(() => formatPrescriptionToken({ ...fixed, secret: new Uint8Array(31) })).toThrow(
      PrescriptionTokenError,
    );
  });

  it('has no key for an item with an impossible number', async () => {
    await expect(fillKey(fixed, -1)).rejects.toThrow(PrescriptionTokenError);
    await expect(fillKey(fixed, 1.5)).rejects.toThrow(PrescriptionTokenError);
  });
});

describe('a prescription code', () => {
  it('comes back as it was written, also with white space from a scanner', () => {
    const token = newPrescriptionToken(id);
    const text = formatPrescriptionToken(token);
    expect(text).toMatch(/^RX1\.[A-Za-z0-9_-]{64}$/);
    expect(parsePrescriptionToken(` ${text}\r\n`)).toEqual(token);
  });

  it('carries a fresh secret each time', () => {
    expect(newPrescriptionToken(id).secret).not.toEqual(newPrescriptionToken(id).secret);
  });

  it('derives its keys by HKDF-SHA-256 of RFC 5869, as node:crypto computes them', async () => {
    const reference = Buffer.from(hkdfSync('sha256', fixed.secret, '', 'custodia/rx/content/v1', 32));
    expect(await contentKey(fixed)).toBe(reference.toString('base64url'));
    const wide = Buffer.from(hkdfSync('sha256', fixed.secret, '', 'custodia/rx/fill/v1/3', 48));
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const scalar = (BigInt('0x' + wide.toString('hex')) % (order - 1n)) + 1n;
    expect(await fillKey(fixed, 3)).toBe('0x' + scalar.toString(16).padStart(64, '0'));
  });

  it('gives every item a key of its own that is a valid signing key', async () => {
    const keys = await Promise.all([0, 1, 2, 11].map((n) => fillKey(fixed, n)));
    expect(new Set(keys.map((key) => computeAddress(key))).size).toBe(4);
  });

  it('does not change its derivation: printed papers must stay readable', async () => {
    expect(formatPrescriptionToken(fixed)).toBe(
      'RX1.AZjB8n46fBGfAACqVf8SNAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f',
    );
    expect(await contentKey(fixed)).toMatchInlineSnapshot(`"EVoaJvHbHJEDXKUmMIjUuPCauAtxbl52KYCqIRZWzB4"`);
    expect(await fillKey(fixed, 0)).toMatchInlineSnapshot(
      `"0xabbfacd95128df543102972cf8b3ca51a6dcb91ff8df57d5eaf91d7e078a333c"`,
    );
  });
});
