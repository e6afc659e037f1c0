import { describe, expect, it } from 'vitest';
import { hashSecret, secretMatches } from './secret-hash.js';
import { checkPassword, checkPin } from './secret.rules.js';

const weak = expect.objectContaining({ code: 'WEAK_SECRET' }) as Error;

describe('passwords', () => {
  it('are refused when short, endless or one character again and again', () => {
    for (const password of [
      '',
      'short',
      'fourteen chars',
      'custodia-demo',
      'x'.repeat(20),
      'ababababababab',
      'abcd'.repeat(60),
    ]) {
      expect(() => checkPassword(password), password).toThrow(weak);
    }
  });

  it('may be any long words, in any script', () => {
    for (const password of [
      'correct horse battery',
      'ein langes Passwort',
      'パスワードは長い方が良いですよね',
      '🐎🔋🧷📎🧭🪜🎹🛶🧊🪁🎻🧵🪆🧲🪕',
    ]) {
      expect(() => checkPassword(password)).not.toThrow();
    }
  });

  it('match only themselves, and nothing matches where there is none', async () => {
    const stored = await hashSecret('correct horse battery');
    expect(await secretMatches(stored, 'correct horse battery')).toBe(true);
    expect(await secretMatches(stored, 'correct horse battery ')).toBe(false);
    expect(await secretMatches(null, 'nobody has this password')).toBe(false);
  });

  it('are the same however a keyboard writes their signs', async () => {
    const stored = await hashSecret('Am\u00e9lie dort bien');
    expect(await secretMatches(stored, 'Ame\u0301lie dort bien')).toBe(true);
    expect(await secretMatches(stored, 'Amelie dort bien')).toBe(false);
    expect(() => checkPassword('cafe\u0301 tulipes o')).toThrow(weak);
  });

  it('are not cut: what is longer than we look at does not match', async () => {
    const stored = await hashSecret('x'.repeat(1_000));
    expect(await secretMatches(stored, 'x'.repeat(1_000))).toBe(true);
    expect(await secretMatches(stored, 'x'.repeat(1_001))).toBe(false);
  });
});

describe('PINs', () => {
  it('are refused when they are no digits, too few or too many, or in a row', () => {
    for (const pin of ['', '123', '123456789', '12a4', '１２３４', '0000', '1234', '4321', '98765432']) {
      expect(() => checkPin(pin), pin).toThrow(weak);
    }
  });

  it('may be others', () => {
    for (const pin of ['1357', '8305', '1233', '90210']) expect(() => checkPin(pin)).not.toThrow();
  });
});
