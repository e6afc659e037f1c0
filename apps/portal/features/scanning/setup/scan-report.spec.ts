import { emulateScanner, type EmulatedScanner } from '@custodia/gs1';
import { describe, expect, test } from 'vitest';
import { reportOf } from './scan-report';

const PACK = ']d2010036141456789417281231' + '10LOTyZ7\u001d21A1b2Zy';
const US = { layouts: [] };
const scanned = (text: string, options: EmulatedScanner = {}, endedBy: 'key' | 'silence' = 'key') =>
  reportOf({ strokes: emulateScanner(text, options), endedBy }, US);

describe('a scan as the test page shows it', () => {
  test('a well set-up scanner has nothing to improve', () => {
    const report = scanned(PACK);
    expect(report).toMatchObject({ kind: 'pack', text: PACK, advice: [] });
    expect(report.keys).toMatchObject({
      layout: 'us',
      caps: false,
      separator: 'control',
      end: 'key',
      gap: 4,
    });
    expect(report.keys?.total).toBe(4 * (PACK.length - 1));
  });

  test.each([
    ['f8', 'f8'],
    ['alt', 'alt'],
    ['ctrl', 'control'],
  ] as const)('the separator sent by %s is named', (separator, named) => {
    expect(scanned(PACK, { separator }).keys?.separator).toBe(named);
  });

  test('a lost separator is not read, and said', () => {
    const report = scanned(PACK, { separator: 'none' });
    expect(report).toMatchObject({ kind: 'gs1', fault: { code: 'SEPARATOR_LOST' } });
    expect(report.keys?.separator).toBe('unseen');
    const unnamed = scanned(PACK.slice(3), { separator: 'none' });
    expect(unnamed).toMatchObject({ kind: 'unreadable', text: undefined });
    expect(unnamed.advice).toContain('SEPARATOR_LOST');
  });

  test('a scanner set to a keyboard that is not known is not read, and said', () => {
    expect(scanned(PACK, { scanner: 'fr' })).toMatchObject({ text: undefined, kind: 'unreadable' });
    expect(scanned(PACK, { scanner: 'fr' }).advice).toContain('NOT_CALIBRATED');
  });

  test('Caps Lock does no harm, and shows', () => {
    const report = scanned(PACK, { caps: true });
    expect(report).toMatchObject({ text: PACK, advice: ['CAPS_LOCK_ON'] });
    expect(report.keys?.caps).toBe(true);
  });

  test('missing identifiers and line ends are advised on', () => {
    expect(scanned(PACK.slice(3), {}, 'silence').advice).toEqual(['NO_SYMBOLOGY', 'NO_END_OF_LINE']);
  });

  test('wrong codes are named', () => {
    expect(scanned(']E05901234123457').kind).toBe('shop');
    expect(scanned(']Q1https://example.com/win').kind).toBe('plain');
    expect(scanned(']Q1RX1.AAAA').kind).toBe('prescription');
  });

  test('the keys are listed with what was held', () => {
    expect(scanned(PACK).keys?.pressed.slice(0, 3)).toEqual(['BracketRight', 'KeyD', 'Digit2']);
    expect(scanned(PACK).keys?.pressed).toContain('Ctrl+BracketRight');
    expect(scanned(PACK).keys?.pressed).toContain('Shift+KeyL');
  });
});
