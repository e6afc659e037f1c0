import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGuessable } from './guessable.rules.js';

describe('a password that is guessed early', () => {
  it.each([
    'password1234',
    'P@ssw0rd!2026',
    'Passwort12345!',
    'MotDePasse2026',
    'custodia2026!',
    'CustodiaPharmacy1',
    'qwertyuiop123',
    'azertyuiop!!!',
    'abcdefghijkl',
    '987654321098',
    'abcabcabcabcabc',
    'xkqzxkqzxkqz',
    'correct-horse-battery-staple',
    'Sommer2026Sommer',
    'iloveyou19841203'.slice(0, 14),
    'Willkommen-2026',
    'WinterWinter1!',
  ])('is %s', (password) => expect(isGuessable(password)).toBe(true));

  it.each([
    'correct horse battery',
    'ein langes Passwort',
    'tulip radiator omelette',
    '839204710583',
    'パスワードは長い方が良いです',
    '🐎🔋🧷📎🐎🧷🔋📎',
  ])('is not %s', (password) => expect(isGuessable(password)).toBe(false));

  it('is one made of the person’s own name, for that person', () => {
    const own = ['lena.fischer@harbor.example', 'Lena Fischer'];
    expect(isGuessable('LenaFischer1990', own)).toBe(true);
    expect(isGuessable('harbor-lena-2026', own)).toBe(true);
    expect(isGuessable('LenaFischer1990')).toBe(false);
  });

  it('is hardly ever a random one, and no text makes the check fail', () => {
    const alphabet = [...'abcdefghijkmnopqrstuvwxyz23456789'];
    const random = fc.array(fc.constantFrom(...alphabet), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(random, (signs) => {
        fc.pre(new Set(signs).size > 7);
        expect(isGuessable(signs.join(''))).toBe(false);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void isGuessable(text, [text])),
    );
  });
});
