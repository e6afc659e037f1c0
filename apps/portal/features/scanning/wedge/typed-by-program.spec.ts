import { GS, emulateScanner, keyboardLayouts, type EmulatedScanner } from '@custodia/gs1';
import { describe, expect, it, test } from 'vitest';
import { isTypedByProgram } from './typed-by-program';

const PASSWORD = { type: 'password' };
const EMAIL = { type: 'email' };
const layouts = ['de', 'fr'];

function burst(text: string, scanner: EmulatedScanner = {}) {
  return { strokes: emulateScanner(text, scanner), endedBy: 'key' as const };
}

describe('a scan into a field for signing in is no password', () => {
  const pack = `]d20109501101530003172812311${'0LOTyZ7'}${GS}21A1b2-Zy`;
  const names = keyboardLayouts.map(({ name }) => name);
  const codes = {
    'a pack': pack,
    'a pack without identifier': pack.slice(3),
    'a pack without separator': pack.slice(3).replace(GS, ''),
    'a shop code': ']E09501101530003',
    'a shop code without identifier': '9501101530003',
    'a carton': ']C100095011015300030018',
    'a link': ']Q1https://example.com/win',
    'a text': ']Q1Win-a-journey-to-the-sea',
  };
  test.each(Object.entries(codes))('%s', (_, code) => {
    for (const computer of names)
      for (const caps of [false, true])
        for (const separator of ['ctrl', 'f8', 'alt'] as const)
          for (const field of [PASSWORD, EMAIL]) {
            const captured = burst(code, { computer, caps, separator });
            expect(isTypedByProgram(captured, field, { layouts }), `${computer} ${caps}`).toBe(false);
          }
  });

  it('nor where no keyboard of the site reads it', () => {
    for (const scanner of names) {
      const captured = burst(pack.slice(3).replace(GS, ''), { scanner, computer: 'us' });
      expect(isTypedByProgram(captured, PASSWORD, { layouts: [] }), scanner).toBe(false);
    }
  });
});

describe('what a password manager types is', () => {
  it.each(['correct-horse-battery-staple', 'hG7#kd92mQ!zx4Lp', 'custodia-demo', '271828', 'ABCD-EFGH-2345'])(
    '%s',
    (text) => expect(isTypedByProgram(burst(text), PASSWORD, { layouts })).toBe(true),
  );

  it('an email where an email is asked for, and nothing else there', () => {
    expect(isTypedByProgram(burst('lena@harbor.example'), EMAIL, { layouts })).toBe(true);
    expect(isTypedByProgram(burst('hG7#kd92mQ!zx4Lp'), EMAIL, { layouts })).toBe(false);
  });
});
