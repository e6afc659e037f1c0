import { describe, expect, it } from 'vitest';
import { newRecoveryCode, readRecoveryCode, recoveryHash } from './recovery-code.rules.js';
import { stepOfCode, totpText, totpUri } from './totp.rules.js';

// RFC 6238, appendix B, the SHA-1 rows: the last six of their eight digits.
const SECRET = Buffer.from('12345678901234567890');

describe('codes of an authenticator app', () => {
  it.each([
    [59, '287082', 1],
    [1111111109, '081804', 37037036],
    [1111111111, '050471', 37037037],
    [1234567890, '005924', 41152263],
    [2000000000, '279037', 66666666],
  ])('are those of RFC 6238 at %s', (seconds, code, step) => {
    const at = (offset: number) => stepOfCode(SECRET, code, new Date((seconds + offset) * 1_000));
    expect(at(0)).toBe(step);
    expect(at(30)).toBe(step); // a clock that is slow
    expect(at(-30)).toBe(step); // and one that is fast
    expect(at(90)).toBeNull();
    expect(at(-90)).toBeNull();
  });

  it('are six digits, however they are grouped, and nothing else', () => {
    const now = new Date(59_000);
    expect(stepOfCode(SECRET, '287 082', now)).toBe(1);
    for (const wrong of ['', '287083', '28708', '2870822', '２８７０８２', 'abcdef']) {
      expect(stepOfCode(SECRET, wrong, now), wrong).toBeNull();
    }
  });

  it('are set up by an address that apps read', () => {
    const uri = new URL(totpUri(SECRET, 'lena@harbor.example'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('Custodia:lena@harbor.example');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      issuer: 'Custodia',
      secret: totpText(SECRET),
      digits: '6',
      period: '30',
    });
  });
});

describe('a recovery code', () => {
  it('is read however it is typed', () => {
    const code = newRecoveryCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(readRecoveryCode(` ${code.toLowerCase().replace('-', ' ')} `)).toBe(code.replace('-', ''));
    expect(readRecoveryCode('OIL00-00000')).toBe('0110000000');
    for (const wrong of ['', '123456', `${code}0`, 'UUUUU-UUUUU']) expect(readRecoveryCode(wrong)).toBeNull();
  });

  it('is kept as a hash of its person and the server’s key', () => {
    const code = newRecoveryCode();
    const key = Buffer.alloc(32, 1);
    expect(recoveryHash(code, 'a', key)).toEqual(recoveryHash(code.toLowerCase(), 'a', key));
    expect(recoveryHash(code, 'b', key)).not.toEqual(recoveryHash(code, 'a', key));
    expect(recoveryHash(code, 'a', Buffer.alloc(32, 2))).not.toEqual(recoveryHash(code, 'a', key));
  });
});
