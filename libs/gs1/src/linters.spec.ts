import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allAis, checkCharacters, checkDigit, parseBracketed } from './index.js';

/** For each content check values that it takes and values that it refuses. */
const cases: [ai: string, good: readonly string[], bad: readonly string[]][] = [
  ['8013', ['1987654Ad4X4bL5ttr2310c2K'], ['1987654Ad4X4bL5ttr2310cXK', '1987A', 'A987654Ad2K']],
  ['8004', ['0614A'], ['061', '06A1']],
  ['11', ['260000'.replace('0000', '0100'), '240229'], ['260000', '230229', '260631', '001301']],
  ['4326', ['260131'], ['260100']],
  ['7250', ['19000228', '20000229'], ['19000229', '20001301', '20000100']],
  [
    '8008',
    ['26010123', '2601012359', '260101235959'],
    ['26010124', '2601012360', '260101235960', '260101235', '260100'],
  ],
  ['7011', ['260101', '2601012359'], ['2601012400', '26010123']],
  ['423', ['004', '004894', '004008012016020'], ['000', '0048', '004999', '004008012016020024']],
  ['7030', ['999A', '004A'], ['000A', '999']],
  ['4307', ['DE'], ['de', 'ZZ', 'D']],
  ['3910', ['9781'], ['0001', '978']],
  ['7252', ['0', '1', '2', '9'], ['3', '8']],
  [
    '8007',
    ['GB98MIDL07009312345678', 'DE91100000000123456789'],
    ['GB99MIDL07009312345678', 'XX361234567890', 'GB98', 'gb98midl07009312345678'],
  ],
  ['4300', ['A%20B', 'AB'], ['A%2', 'A%GG', '%']],
  [
    '8006',
    ['003614145678940102', '003614145678940101'],
    ['003614145678940001', '003614145678940201', '003614145678940100'],
  ],
  ['7258', ['1/1', '2/3'], ['0/1', '3/2', '1/0', '1-2', '123', '//1']],
  [
    '4309',
    ['18000000003600000000', '00000000000000000000'],
    ['18000000010000000000', '00000000003600000001'],
  ],
  ['4330', ['001234', '001234-'], ['001234+', '00123']],
  ['7040', ['1ABC', '1AB-', '1AB_'], ['1AB/', 'AABC', '1AB']],
  ['7241', ['01', '10', '80', '99'], ['00', '11', '79']],
  ['7041', ['BX', '1A', '9', 'APE'], ['ZZZ', 'bx', '0']],
  [
    '8001',
    ['00010000100100', '00010000100191'],
    ['00000000100100', '00010000000100', '00010000100020', '00010000100130'],
  ],
  ['8011', ['0', '1', '10'], ['01', '00']],
  ['4321', ['0', '1'], ['2']],
  ['8030', ['ABC-_='], ['A+B', 'A/B']],
  ['8010', ['0614AB#-/'], ['0614ab']],
  [
    '8110',
    [
      '012345612345611110123',
      '1' + '0614141' + '123456' + '10' + '11' + '0123' + '3260101' + '4251231' + '90000',
    ],
    [
      '',
      '712345612345611110123',
      '012345612345611110123' + '7',
      '0123456123456111150123',
      '012345612345611110123' + '3261301',
      '012345612345611110123' + '3260101' + '4260201',
    ],
  ],
  [
    '8112',
    ['001234561234560123456'],
    ['201234561234560123456', '0012345612345601234567', '00123456123456012345'],
  ],
];

function accepts(ai: string, value: string): boolean {
  return parseBracketed(`(${ai})${value}`).ok;
}

describe('content checks', () => {
  it.each(cases)('(%s) takes what is right and refuses what is wrong', (ai, good, bad) => {
    for (const value of good) expect(accepts(ai, value), value).toBe(true);
    for (const value of bad) expect(accepts(ai, value), value).toBe(false);
  });

  it('needs a character that is no digit in a unique device identifier', () => {
    expect(accepts('8014', '1987654Ad4X4bL5ttr2310c2K')).toBe(true);
    const payloads = Array.from({ length: 1000 }, (_, n) => `061414${n}`);
    const digitsOnly = payloads
      .map((text) => text + (checkCharacters(text) ?? ''))
      .filter((text) => /^\d+$/.test(text));
    expect(digitsOnly.length).toBeGreaterThan(0);
    for (const text of digitsOnly) {
      expect(accepts('8013', text), text).toBe(true);
      expect(accepts('8014', text), text).toBe(false);
    }
  });

  it('refuses every other check digit of every key', () => {
    for (const { ai, components } of allAis()) {
      const [part] = components;
      if (!part || components.length !== 1 || part.charset !== 'N' || part.min !== part.max || part.max < 13)
        continue;
      const payload = '0614141123456789012'.slice(0, part.max - 1);
      if (!accepts(ai, payload + checkDigit(payload))) continue;
      const accepted = [...'0123456789'].filter((digit) => accepts(ai, payload + digit));
      if (['7001', '8040', '8041', '8042'].includes(ai)) expect(accepted.length, ai).toBe(10);
      else expect(accepted, ai).toEqual([checkDigit(payload)]);
    }
  });
});

describe('the AI table', () => {
  it('says what the GS1 Syntax Dictionary says, where that lies beside the repository', () => {
    const url = new URL('../../../../shared/data/gs1-syntax-dictionary.txt', import.meta.url);
    const lines = existsSync(url) ? readFileSync(url, 'utf8').split('\n') : [];
    const stated = lines.filter((line) => /^\d/.test(line)).flatMap(statedAis);
    const known = new Map(allAis().map((definition) => [definition.ai, definition]));
    for (const { ai, fixed, attribute, parts, req, ex, keys } of stated) {
      const definition = known.get(ai);
      if (!definition) throw new Error(`(${ai}) is missing`);
      expect(definition.fixed, ai).toBe(fixed);
      expect(definition.linkAttribute, ai).toBe(attribute);
      expect(
        definition.components.map(({ charset, min, max, optional }) => ({ charset, min, max, optional })),
        ai,
      ).toEqual(parts.map(({ charset, min, max, optional }) => ({ charset, min, max, optional })));
      expect(
        definition.components.map(({ linters }) => linters.length),
        ai,
      ).toEqual(parts.map(({ linters }) => linters));
      expect(
        definition.required.map((groups) => groups.map((group) => group.join('+')).join(',')).join(';'),
        ai,
      ).toBe(req);
      expect(definition.excluded.join(','), ai).toBe(ex);
      expect(definition.linkQualifiers?.map((list) => list.join(',')).join('|'), ai).toBe(keys);
    }
    if (stated.length > 0) expect(stated.length).toBe(allAis().length);
  });
});

interface Stated {
  ai: string;
  fixed: boolean;
  attribute: boolean;
  parts: { charset: string; min: number; max: number; optional: boolean; linters: number }[];
  req: string;
  ex: string;
  keys: string | undefined;
}

/** A reader of the dictionary of its own, so that the table is not compared with itself. */
function statedAis(line: string): Stated[] {
  const words = (line.split(' # ')[0] ?? '').trim().split(/\s+/);
  const ais = words.shift() ?? '';
  const flags = /^[*?]+$/.test(words[0] ?? '') ? (words.shift() ?? '') : '';
  const attributes = words.filter((word) => word.includes('=') || word === 'dlpkey');
  const parts = words
    .filter((word) => !attributes.includes(word))
    .map((word) => {
      const [type = '', ...linters] = word.split(',');
      const bare = type.replace(/[[\]]/g, '');
      const max = Number(bare.replace(/\D/g, ''));
      const optional = type.startsWith('[');
      return {
        charset: bare.charAt(0),
        min: bare.includes('..') ? 1 : max,
        max,
        optional,
        linters: linters.length,
      };
    });
  const valueOf = (name: string): string[] =>
    attributes.filter((word) => word.startsWith(`${name}=`)).map((word) => word.slice(name.length + 1));
  const keys = attributes.some((word) => word.startsWith('dlpkey'))
    ? (valueOf('dlpkey')[0] ?? '')
    : undefined;
  const [first = '', last = first] = ais.split('-');
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => ({
    ai: String(Number(first) + i).padStart(first.length, '0'),
    fixed: flags.includes('*'),
    attribute: flags.includes('?'),
    parts,
    req: valueOf('req').join(';'),
    ex: valueOf('ex').join(','),
    keys,
  }));
}
