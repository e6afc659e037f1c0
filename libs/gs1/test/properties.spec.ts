import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cset82, element, gtin, modelNumber, pack } from './arbitraries.js';
import {
  GS,
  aiDefinition,
  checkAssociations,
  decodeStrokes,
  emulateScanner,
  formatBracketed,
  formatDigitalLink,
  formatElementString,
  formatEpcUri,
  formatGs1Date,
  layoutNames,
  parseBracketed,
  parseDigitalLink,
  parseElementString,
  parseEpcUri,
  parseGs1Date,
  parsePack,
  parseScan,
} from '../src/index.js';
import type { Element, Gs1Fault } from '../src/index.js';

const runs = { numRuns: 500 };
const byAi = (elements: readonly Element[]): Element[] =>
  [...elements].sort((a, b) => (a.ai < b.ai ? -1 : a.ai > b.ai ? 1 : 0));

describe('what is written is read back', () => {
  it('as an element string of any AIs in any order', () => {
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 8 }), (elements) => {
        const text = formatElementString(elements);
        expect(parseElementString(text)).toEqual({ ok: true, elements });
        expect(parseElementString(GS + text)).toEqual({ ok: true, elements });
        expect(parseScan(`]d2${text}`)).toMatchObject({ ok: true, elements });
      }),
      runs,
    );
  });

  it('as bracketed text, whatever brackets the values hold', () => {
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 8 }), (elements) => {
        expect(parseBracketed(formatBracketed(elements))).toEqual({ ok: true, elements });
      }),
      runs,
    );
  });

  it('as a Digital Link', () => {
    fc.assert(
      fc.property(pack, (elements) => {
        const uri = formatDigitalLink(elements, { stem: 'https://example.com/a/b' });
        const parsed = parseDigitalLink(uri);
        if (!parsed.ok) throw new Error(`${uri}: ${parsed.error.message}`);
        expect(byAi(parsed.elements)).toEqual(byAi(elements));
        expect(formatDigitalLink(parsed.elements, { stem: 'https://example.com/a/b' })).toBe(uri);
      }),
      runs,
    );
  });

  it('as an EPC URN, for every length of company prefix', () => {
    const identity = fc.oneof(
      fc.tuple(gtin, cset82(20)).map(([value, serial]) => [
        { ai: '01', value },
        { ai: '21', value: serial },
      ]),
      fc.tuple(gtin, cset82(20)).map(([value, lot]) => [
        { ai: '01', value },
        { ai: '10', value: lot },
      ]),
      gtin.map((value) => [{ ai: '01', value }]),
    );
    fc.assert(
      fc.property(identity, fc.integer({ min: 6, max: 12 }), (elements, companyPrefixLength) => {
        const parsed = parseEpcUri(formatEpcUri(elements, { companyPrefixLength }));
        expect(parsed).toMatchObject({ ok: true, elements, companyPrefixLength });
      }),
      runs,
    );
  });

  it('as a date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2099 }), fc.nat(999_999), (year, n) => {
        const text = String(n).padStart(6, '0');
        const date = parseGs1Date(text, year);
        if (!date) return;
        expect(formatGs1Date(date)).toBe(text);
        const distance = Number(date.iso.slice(0, 4)) - year;
        expect(distance >= -49 && distance <= 50).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('by a scanner of any layout, on any computer, with Caps Lock on or off', () => {
    const layout = fc.constantFrom(...layoutNames);
    fc.assert(
      fc.property(pack, layout, layout, fc.boolean(), (elements, scanner, computer, caps) => {
        const text = `]d2${formatElementString(elements)}`;
        const decoded = decodeStrokes(emulateScanner(text, { scanner, computer, caps }), {
          layouts: [scanner],
        });
        // Two layouts may both give a code: then the scan is refused. It is never another text.
        if (decoded.ok) expect(decoded.text).toBe(text);
        else expect(decoded.code).toBe('AMBIGUOUS');
      }),
      runs,
    );
  });
});

describe('a wrong check digit is never accepted', () => {
  const refusalOf = (data: string): Gs1Fault['code'] | 'ok' => {
    const parsed = parseElementString(data);
    return parsed.ok ? 'ok' : parsed.error.code;
  };

  it('in a GTIN, whichever digit was changed', () => {
    fc.assert(
      fc.property(gtin, fc.nat(13), fc.integer({ min: 1, max: 9 }), (value, at, shift) => {
        const digit = (Number(value.charAt(at)) + shift) % 10;
        const damaged = value.slice(0, at) + String(digit) + value.slice(at + 1);
        expect(refusalOf(`01${damaged}`)).toBe('CHECK_DIGIT');
        expect(parseDigitalLink(`https://a/01/${damaged}`).ok).toBe(false);
        expect(parseBracketed(`(01)${damaged}`).ok).toBe(false);
      }),
      runs,
    );
  });

  it('in a model number, whichever character was changed', () => {
    fc.assert(
      fc.property(modelNumber, fc.nat(30), cset82(1), (value, place, character) => {
        const at = place % value.length;
        const damaged = value.slice(0, at) + character + value.slice(at + 1);
        if (damaged === value) expect(refusalOf(`8013${value}`)).toBe('ok');
        else expect(refusalOf(`8013${damaged}`)).not.toBe('ok');
      }),
      runs,
    );
  });
});

describe('a damaged serial', () => {
  it('is refused or another serial, never the same', () => {
    const change = fc.record({
      place: fc.nat(19),
      kind: fc.nat(3),
      character: fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), fc.constantFrom(GS, '1', 'l', 'O', '0')),
    });
    let accepted = 0;
    fc.assert(
      fc.property(pack, change, (elements, { place, kind, character }) => {
        const serial = elements.find(({ ai }) => ai === '21')?.value ?? '';
        const at = place % serial.length;
        const before = serial.slice(0, at);
        const [damaged = serial] = [
          before + serial.slice(at + 1),
          before + character + serial.slice(at + 1),
          before + character + serial.slice(at),
          before + serial.charAt(at + 1) + serial.charAt(at) + serial.slice(at + 2),
        ].slice(kind);
        if (damaged === serial) return;
        const text = formatElementString(elements.map((e) => (e.ai === '21' ? { ...e, value: damaged } : e)));
        const parsed = parsePack(`]d2${text}`);
        if (!parsed.ok) return;
        accepted++;
        expect(parsed.serial).not.toBe(serial);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});

describe('associations', () => {
  it('do not depend on the order of the elements, and more of the same adds nothing', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (elements) => {
        const found = (list: readonly Element[]): string[] =>
          checkAssociations(list)
            .map(({ code, ai, others }) => `${code} ${ai} ${others.join(' ')}`)
            .sort();
        expect(found([...elements, ...elements])).toEqual(found(elements));
        for (const { ai } of checkAssociations(elements)) expect(aiDefinition(ai)).toBeDefined();
      }),
      runs,
    );
  });
});
