import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RECOVERY_BYTES, formatRecoveryCode, newRecoveryCode, parseRecoveryCode } from './recovery-code.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secret = fc.uint8Array({ minLength: RECOVERY_BYTES, maxLength: RECOVERY_BYTES });
const refused = (code: string, which?: number) => expect.objectContaining({ code, ...(which && { which }) });

describe('a recovery code', () => {
  it('gives back what was printed, however it is typed', () => {
    fc.assert(
      fc.property(secret, (bytes) => {
        const printed = formatRecoveryCode(bytes);
        expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/);
        expect([...parseRecoveryCode(printed)]).toEqual([...bytes]);
        const sloppy = ` ${printed.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
        expect([...parseRecoveryCode(sloppy)]).toEqual([...bytes]);
      }),
    );
  });

  it('says in which group a character is mistyped', () => {
    fc.assert(
      fc.property(secret, fc.nat(39), fc.integer({ min: 1, max: 31 }), (bytes, place, shift) => {
        const spelt = formatRecoveryCode(bytes).replaceAll('-', '');
        const wrong = ALPHABET[(ALPHABET.indexOf(spelt.charAt(place)) + shift) % 32] ?? '';
        const typed = spelt.slice(0, place) + wrong + spelt.slice(place + 1);
        expect(() => parseRecoveryCode(typed)).toThrow(
          refused('RECOVERY_CODE_GROUP', Math.floor(place / 5) + 1),
        );
      }),
    );
  });

  it('notices two swapped characters', () => {
    fc.assert(
      fc.property(secret, fc.nat(38), (bytes, place) => {
        const spelt = formatRecoveryCode(bytes).replaceAll('-', '');
        const [a, b] = [spelt.charAt(place), spelt.charAt(place + 1)];
        fc.pre(a !== b);
        const typed = spelt.slice(0, place) + b + a + spelt.slice(place + 2);
        expect(() => parseRecoveryCode(typed)).toThrow(refused('RECOVERY_CODE_GROUP'));
      }),
    );
  });

  it('notices two swapped groups', () => {
    fc.assert(
      fc.property(secret, fc.nat(7), fc.nat(7), (bytes, a, b) => {
        const groups = formatRecoveryCode(bytes).split('-');
        fc.pre(a !== b && groups[a] !== groups[b]);
        const swapped = groups.map((group, i) => (i === a ? groups[b] : i === b ? groups[a] : group));
        expect(() => parseRecoveryCode(swapped.join('-'))).toThrow(
          refused('RECOVERY_CODE_GROUP', Math.min(a, b) + 1),
        );
      }),
    );
  });

  it('says that it is too short, and where the typing ended', () => {
    const groups = newRecoveryCode().split('-');
    expect(() => parseRecoveryCode(groups.slice(0, 6).join('-'))).toThrow(refused('RECOVERY_CODE_LENGTH', 7));
    expect(() => parseRecoveryCode(groups.join('-').slice(0, -1))).toThrow(
      refused('RECOVERY_CODE_LENGTH', 8),
    );
    expect(() => parseRecoveryCode('')).toThrow(refused('RECOVERY_CODE_LENGTH', 1));
  });

  it('says that it is too long', () => {
    expect(() => parseRecoveryCode(`${newRecoveryCode()}0`)).toThrow(refused('RECOVERY_CODE_LENGTH', 8));
  });

  it('names a character that no code has', () => {
    const [first = '', second = '', ...rest] = newRecoveryCode().split('-');
    const typed = [first, `U${second.slice(1)}`, ...rest].join('-');
    expect(() => parseRecoveryCode(typed)).toThrow(refused('RECOVERY_CODE_CHARACTER', 2));
  });
});
