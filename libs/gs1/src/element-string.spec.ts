import { describe, expect, it } from 'vitest';
import {
  GS,
  allAis,
  formatBracketed,
  formatElementString,
  formatLabelText,
  parseBracketed,
  parseElementString,
} from './index.js';
import type { Gs1ErrorCode } from './index.js';

const refused: [data: string, code: Gs1ErrorCode, ai: string | undefined, at: number | undefined][] = [
  ['', 'EMPTY', undefined, 0],
  [GS, 'EMPTY', undefined, 1],
  ['HELLO', 'NO_SUCH_AI', undefined, 0],
  ['04123', 'NO_SUCH_AI', undefined, 0],
  ['0100361414567894' + '05', 'NO_SUCH_AI', undefined, 16],
  ['0100361414567895', 'CHECK_DIGIT', '01', 15],
  ['010036141456789', 'AI_TOO_SHORT', '01', 2],
  ['01003614145678A4', 'NOT_NUMERIC', '01', 14],
  [`01003614145678${GS}94`, 'AI_TOO_SHORT', '01', 2],
  ['10', 'AI_EMPTY', '10', 2],
  [`10${GS}21A`, 'AI_EMPTY', '10', 2],
  [`10A${GS}${GS}21B`, 'NO_SUCH_AI', undefined, 4],
  ['10123456789012345678901', 'AI_TOO_LONG', '10', 22],
  ['10AB CD', 'BAD_CHARACTER', '10', 4],
  ['10ABéCD', 'BAD_CHARACTER', '10', 4],
  ['10AB\u0000', 'BAD_CHARACTER', '10', 4],
  ['17261301', 'DATE', '17', 2],
  ['17260230', 'DATE', '17', 2],
  ['7003260200' + '1200', 'DATE', '7003', 4],
  ['70032602012500', 'TIME', '7003', 10],
  ['8003' + '1' + '0614141123452', 'ZERO_REQUIRED', '8003', 4],
  ['422999', 'COUNTRY', '422', 3],
  ['10A'.repeat(4000), 'TOO_LONG', undefined, undefined],
  [`99A${GS}`.repeat(65), 'TOO_MANY_AIS', '99', 256],
];

describe('element strings', () => {
  it.each(refused)('refuses %j with %s', (data, code, ai, at) => {
    const parsed = parseElementString(data);
    if (parsed.ok) throw new Error(`${data} must be refused`);
    expect(parsed.error).toMatchObject({ code, ...(ai ? { ai } : {}), ...(at === undefined ? {} : { at }) });
    expect(parsed.error.message).toContain(ai ? `(${ai})` : '');
  });

  it('reads AIs in any order, with or without FNC1 in front, after fixed lengths and at the end', () => {
    const expected = [
      { ai: '21', value: 'A1' },
      { ai: '17', value: '260700' },
      { ai: '01', value: '00361414567894' },
      { ai: '10', value: 'L(1)' },
    ];
    const body = `21A1${GS}172607000100361414567894` + '10L(1)';
    for (const data of [body, GS + body, body + GS, body.replace('0100', `${GS}0100`)]) {
      expect(parseElementString(data)).toEqual({ ok: true, elements: expected });
    }
  });

  it('writes a separator only where one is needed', () => {
    const elements = [
      { ai: '10', value: 'L' },
      { ai: '17', value: '260700' },
      { ai: '21', value: 'S' },
    ];
    expect(formatElementString(elements)).toBe(`10L${GS}1726070021S`);
  });

  it('knows every AI by its own digits', () => {
    expect(allAis().length).toBeGreaterThan(500);
    expect(new Set(allAis().map(({ ai }) => ai)).size).toBe(allAis().length);
  });
});

describe('bracketed text', () => {
  it('refuses what is not in brackets', () => {
    for (const text of [
      '',
      '01',
      '(01',
      '()1',
      '(01)',
      '(01)00361414567894(10)',
      '(1)A',
      '(010)A',
      'x(10)A',
      '(10)A(',
    ]) {
      expect(parseBracketed(text), text).toMatchObject({ ok: false });
    }
    expect(parseBracketed('(01)00361414567895')).toMatchObject({
      ok: false,
      error: { code: 'CHECK_DIGIT', at: 17 },
    });
  });

  it('reads and writes brackets inside values', () => {
    const elements = [
      { ai: '10', value: 'A(11)B' },
      { ai: '21', value: '(' },
    ];
    expect(formatBracketed(elements)).toBe('(10)A\\(11)B(21)\\(');
    expect(parseBracketed(formatBracketed(elements))).toEqual({ ok: true, elements });
  });

  it('writes the text that bwip-js takes', () => {
    expect(formatLabelText([{ ai: '10', value: 'A(1)' }])).toBe('(10)A^0401^041');
  });
});
