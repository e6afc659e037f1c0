import { describe, expect, it } from 'vitest';
import { GS, decodeStrokes, decodeUnits, emulateScanner, layoutNames } from './index.js';
import type { DecodedScan, EmulatedScanner, Stroke } from './index.js';

/** Every character of set 82 that a pack may hold, and Y and Z, A and Q, which layouts swap. */
const PACKS = [
  `]d20100361414567894172607` + `0010YZQAWMyzqawm;:,${GS}21!"%&'()*+-./_<=>?x`,
  `]d20100361414567894` + `21AbC123xyz${GS}17260731` + `10LOT-7`,
];
const SEPARATORS = ['f8', 'ctrl', 'alt'] as const;

function decode(text: string, scanner: EmulatedScanner, layouts: readonly string[] = []): DecodedScan {
  return decodeStrokes(emulateScanner(text, scanner), { layouts, currentYear: 2026 });
}

describe('scans read from key presses', () => {
  it('uses no scan that is no code, and says what to do', () => {
    expect(decodeStrokes([])).toMatchObject({ ok: false, code: 'NOT_CALIBRATED' });
    expect(decode('HELLO', {})).toMatchObject({ ok: false, code: 'NOT_CALIBRATED', candidates: ['HELLO'] });
    const lost = decode(PACKS[0]?.slice(3) ?? '', { separator: 'none' });
    expect(lost).toMatchObject({ ok: false, code: 'SEPARATOR_LOST' });
    expect(lost.ok ? '' : lost.message).toContain('separator');
  });

  it('refuses a pack whose separator is lost, though it reads every key', () => {
    const decoded = decode(PACKS[0] ?? '', { separator: 'none' });
    expect(decoded).toMatchObject({
      ok: true,
      reading: { kind: 'unreadable', error: { code: 'SEPARATOR_LOST' } },
    });
  });

  it('refuses a scanner that is set to a layout nobody named', () => {
    for (const scanner of ['fr', 'be', 'cz', 'hu', 'tr']) {
      expect(decode(PACKS[0] ?? '', { scanner }), scanner).toMatchObject({ ok: false });
    }
  });

  it('reads a US scanner on every layout, with Caps Lock on or off, however it sends the separator', () => {
    for (const computer of layoutNames) {
      for (const caps of [false, true]) {
        for (const separator of SEPARATORS) {
          for (const text of PACKS) {
            const decoded = decode(text, { computer, caps, separator });
            expect(decoded, `${computer} ${caps} ${separator}`).toMatchObject({
              ok: true,
              text,
              layout: 'us',
            });
            expect(decoded).toMatchObject({ reading: { kind: 'pack' }, repaired: false });
            expect(decoded.advice.includes('CAPS_LOCK_ON')).toBe(caps);
          }
        }
      }
    }
  });

  it('reads a scanner set to the layout of the site', () => {
    for (const scanner of layoutNames) {
      for (const text of PACKS) {
        const decoded = decode(text, { scanner, computer: 'us' }, [scanner]);
        // British and US keyboards differ in the quotation mark, so both readings are packs.
        if (!decoded.ok) expect({ scanner, code: decoded.code }).toEqual({ scanner, code: 'AMBIGUOUS' });
        else expect(decoded.text, scanner).toBe(text);
      }
    }
  });

  it('uses no reading where two layouts give two packs', () => {
    const text = `0100361414567894${'21yZ12'}${GS}17260731${'10LOT7'}`;
    const decoded = decode(text, { scanner: 'us' }, ['de', 'gb']);
    expect(decoded).toMatchObject({ ok: false, code: 'AMBIGUOUS', advice: ['NO_SYMBOLOGY'] });
  });

  it('undoes a scanner that allows for a Caps Lock that is not on', () => {
    const swapped = (PACKS[1] ?? '').replaceAll(/[A-Za-z]/g, (c) =>
      c < 'a' ? c.toLowerCase() : c.toUpperCase(),
    );
    expect(decode(swapped, {})).toMatchObject({ ok: true, text: PACKS[1], repaired: true });
  });

  it('reads a scanner without identifiers, and advises to turn them on', () => {
    const text = PACKS[1]?.slice(3) ?? '';
    expect(decode(text, {})).toMatchObject({
      ok: true,
      text,
      advice: ['NO_SYMBOLOGY'],
      reading: { kind: 'pack' },
    });
  });

  it('tells shop codes, cartons and links from packs', () => {
    expect(decode(']E04006381333931', {})).toMatchObject({ ok: true, reading: { kind: 'shop' } });
    expect(decode(']C100106141412345678908', {})).toMatchObject({ ok: true, reading: { kind: 'logistic' } });
    expect(decode(']Q1https://example.com/leaflet', {})).toMatchObject({
      ok: true,
      reading: { kind: 'plain' },
    });
    expect(decode(`]d2${'0100361414567895'}`, {})).toMatchObject({
      ok: true,
      reading: { kind: 'unreadable', error: { code: 'CHECK_DIGIT' } },
    });
  });

  it('reads the control characters of an IFA code', () => {
    const message = `]d1[)>\u001e06${GS}9N111234567842${GS}1TL1${GS}D260700${GS}SS1\u001e`;
    const strokes = emulateScanner(message.replaceAll('\u001e', '^'), {}).map((stroke) =>
      stroke.code === 'Digit6' && stroke.shift ? { ...stroke, ctrl: true } : stroke,
    );
    expect(decodeStrokes(strokes)).toMatchObject({ ok: true, text: message, reading: { kind: 'pack' } });
  });

  it('reads characters sent as numbers with Alt held', () => {
    const strokes: Stroke[] = [...(PACKS[1] ?? '')].flatMap((character, i) =>
      [
        'AltLeft',
        ...[...`0${String(character.charCodeAt(0)).padStart(3, '0')}`].map((digit) => `Numpad${digit}`),
      ].map((code) => ({
        code,
        shift: false,
        altgr: false,
        ctrl: false,
        alt: true,
        key: 'Alt',
        caps: false,
        t: i,
      })),
    );
    expect(decodeStrokes(strokes)).toMatchObject({ ok: true, text: PACKS[1] });
    const alt = (digits: string): Stroke[] =>
      [...digits].map((digit, t) => ({ ...(strokes[1] as Stroke), code: `Numpad${digit}`, t }));
    expect(decodeStrokes(alt('123'))).toMatchObject({ ok: false, candidates: [] });
    expect(decodeStrokes(alt('01234'))).toMatchObject({ ok: false, candidates: [] });
    expect(decodeStrokes(alt('0255'))).toMatchObject({ ok: false, candidates: [] });
    const cut = decodeStrokes(strokes.slice(0, -1));
    expect(cut.ok ? cut.reading.kind : 'refused').not.toBe('pack');
  });

  it('reads digits from the number pad, and a line end sent with Ctrl', () => {
    const strokes = emulateScanner(PACKS[1] ?? '', {}).map((stroke) =>
      /^Digit\d$/.test(stroke.code) && !stroke.shift
        ? { ...stroke, code: stroke.code.replace('Digit', 'Numpad') }
        : stroke,
    );
    const last = strokes.at(-1);
    if (!last) throw new Error('the scan is not empty');
    const ended = [...strokes, { ...last, code: 'KeyM', ctrl: true }];
    expect(decodeStrokes(ended)).toMatchObject({ ok: true, text: PACKS[1] });
  });
});

describe('layout tables', () => {
  it('types every character of set 82 and the bracket of the identifier on every layout', () => {
    const all = `]${'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'}`;
    for (const scanner of layoutNames) {
      for (const character of all) {
        const [stroke] = emulateScanner(character, { scanner });
        if (!stroke) throw new Error(`${scanner} has no ${character}`);
        expect(decodeUnits([{ kind: 'key', ...stroke }], scanner), `${scanner} ${character}`).toBe(character);
      }
    }
  });

  it('knows no layout of another name', () => {
    expect(decodeUnits([], 'xx')).toBeUndefined();
    const nine = { kind: 'key', code: 'Digit9', altgr: true } as const;
    expect(decodeUnits([{ ...nine, shift: false }], 'de')).toBe(']');
    expect(decodeUnits([{ ...nine, shift: true }], 'de')).toBeUndefined();
    expect(() => emulateScanner('A', { scanner: 'xx' })).toThrow(RangeError);
    expect(() => emulateScanner('é', {})).toThrow(RangeError);
  });
});
