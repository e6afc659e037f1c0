import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newRunSecret, openRunSecret, sealRunSecret } from './run-secret.js';

describe('a lot secret at rest', () => {
  const key = randomBytes(32);
  const secret = newRunSecret();
  const sealed = sealRunSecret(secret, key, '0xaa');

  it('opens with the key that sealed it', () => {
    expect(openRunSecret(sealed, key, '0xaa')).toEqual(secret);
    expect(sealed.includes(secret)).toBe(false);
  });

  it('opens neither with another key, nor for another run, nor when a bit was changed', () => {
    const changed = Buffer.from(sealed);
    changed[20]! ^= 1;
    expect(() => openRunSecret(sealed, randomBytes(32), '0xaa')).toThrow();
    expect(() => openRunSecret(sealed, key, '0xab')).toThrow();
    expect(() => openRunSecret(changed, key, '0xaa')).toThrow();
  });

  it('is sealed differently every time', () => {
    expect(sealRunSecret(secret, key, '0xaa')).not.toEqual(sealed);
  });
});
