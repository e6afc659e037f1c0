import { describe, expect, it } from 'vitest';
import { Gs1Error, formatEpcUri, parseEpcUri, prefixLengthsOf } from './index.js';
import type { Element } from './index.js';

const elements = (...pairs: [string, string][]): Element[] => pairs.map(([ai, value]) => ({ ai, value }));

/** Examples of the EPC Tag Data Standard and the GS1 US pharma guideline, with their company prefix lengths. */
const pairs: [urn: string, elements: Element[], length: number][] = [
  ['urn:epc:id:sgtin:0614141.112345.400', elements(['01', '10614141123459'], ['21', '400']), 7],
  [
    'urn:epc:id:sgtin:030001.0012345.10000000001',
    elements(['01', '00300010123455'], ['21', '10000000001']),
    6,
  ],
  ['urn:epc:id:sgtin:0614141.812345.32a%2Fb', elements(['01', '80614141123458'], ['21', '32a/b']), 7],
  ['urn:epc:id:sgtin:0614141.112345.*', elements(['01', '10614141123459'], ['21', '*']), 7],
  ['urn:epc:id:sgtin:0614141.112345.1.2', elements(['01', '10614141123459'], ['21', '1.2']), 7],
  ['urn:epc:idpat:sgtin:030001.1012345.*', elements(['01', '10300010123452']), 6],
  ['urn:epc:class:lgtin:4012345.012345.998877', elements(['01', '04012345123456'], ['10', '998877']), 7],
  ['urn:epc:id:sscc:0614141.1234567890', elements(['00', '106141412345678908']), 7],
  ['urn:epc:id:sgln:0614141.12345.400', elements(['414', '0614141123452'], ['254', '400']), 7],
  ['urn:epc:id:sgln:0614141.12345.0', elements(['414', '0614141123452']), 7],
  ['urn:epc:id:sgln:030001111112..0', elements(['414', '0300011111123']), 12],
  ['urn:epc:id:grai:0614141.12345.400', elements(['8003', '00614141123452400']), 7],
  ['urn:epc:id:giai:0614141.12345400', elements(['8004', '061414112345400']), 7],
  ['urn:epc:id:gsrn:0614141.1234567890', elements(['8018', '061414112345678902']), 7],
  ['urn:epc:id:gsrnp:0614141.1234567890', elements(['8017', '061414112345678902']), 7],
  ['urn:epc:id:gdti:0614141.12345.400', elements(['253', '0614141123452400']), 7],
  ['urn:epc:id:sgcn:4012345.67890.04711', elements(['255', '401234567890104711']), 7],
  ['urn:epc:id:cpi:0614141.123456.123456789', elements(['8010', '0614141123456'], ['8011', '123456789']), 7],
  ['urn:epc:id:ginc:0614141.xyz3311cba', elements(['401', '0614141xyz3311cba']), 7],
  ['urn:epc:id:gsin:0614141.123456789', elements(['402', '06141411234567890']), 7],
  ['urn:epc:id:itip:4012345.012345.01.02.987', elements(['8006', '040123451234560102'], ['21', '987']), 7],
  [
    'urn:epc:id:upui:4012345.012345.51qIgY)%3C%26Jp3*j7',
    elements(['01', '04012345123456'], ['235', '51qIgY)<&Jp3*j7']),
    7,
  ],
  ['urn:epc:id:pgln:4012345.67890', elements(['417', '4012345678901']), 7],
];

describe('EPC URNs', () => {
  it.each(pairs)('reads %s', (urn, expected, companyPrefixLength) => {
    expect(parseEpcUri(urn)).toMatchObject({ ok: true, elements: expected, companyPrefixLength });
  });

  it.each(pairs)('writes %s', (urn, key, companyPrefixLength) => {
    expect(formatEpcUri(key, { companyPrefixLength })).toBe(urn);
  });

  it('refuses what names no single key', () => {
    for (const urn of [
      '',
      'urn:epc:id:sgtin:0614141.112345',
      'urn:epc:id:sgtin:0614141.112345.',
      'urn:epc:id:sgtin:0614141.12345.400',
      'urn:epc:id:sgtin:06141.41112345.400',
      'urn:epc:id:sgtin:0614141.112345.a/b',
      'urn:epc:id:sgtin:0614141.112345.a%2',
      'urn:epc:id:sgtin:0614141.112345.a b',
      'urn:epc:id:sgtin:0614141.112345.123456789012345678901',
      'urn:epc:id:sgtin:061414A.112345.1',
      'urn:epc:idpat:sgtin:0614141.*.*',
      'urn:epc:idpat:sgtin:0614141.112345.1',
      'urn:epc:class:sgtin:0614141.112345.1',
      'urn:epc:id:sscc:0614141.123456789',
      'urn:epc:tag:sgtin-96:3.0614141.112345.400',
      'URN:EPC:ID:SGTIN:0614141.112345.400',
    ]) {
      expect(parseEpcUri(urn), urn).toMatchObject({ ok: false });
    }
  });

  it('never guesses the length of a company prefix', () => {
    const key = elements(['01', '04150123456782'], ['21', 'A1']);
    expect(() => formatEpcUri(key)).toThrow(
      expect.objectContaining({ code: 'EPC_NO_PREFIX_LENGTH' }) as Gs1Error,
    );
    const prefixLengths = prefixLengthsOf({
      GCPPrefixFormatList: { entry: [{ prefix: '4150', gcpLength: 7 }] },
    });
    expect(formatEpcUri(key, { prefixLengths })).toBe('urn:epc:id:sgtin:4150123.045678.A1');
    // Length 0 in the list: GS1 issues no company prefixes there.
    const none = prefixLengthsOf({ GCPPrefixFormatList: { entry: [{ prefix: '4150', gcpLength: 0 }] } });
    expect(() => formatEpcUri(key, { prefixLengths: none })).toThrow(
      expect.objectContaining({ code: 'EPC_NO_PREFIX_LENGTH' }) as Gs1Error,
    );
    for (const list of [null, {}, { GCPPrefixFormatList: { entry: [{ prefix: '1', gcpLength: 13 }] } }]) {
      expect(() => prefixLengthsOf(list)).toThrow(TypeError);
    }
    expect(formatEpcUri(elements(['01', '00300010123455'], ['21', 'A1']))).toBe(
      'urn:epc:id:sgtin:030001.0012345.A1',
    );
  });

  it('refuses to write a key whose check digit is wrong or a location extension that means none', () => {
    expect(() => formatEpcUri(elements(['01', '00300010123456'], ['21', 'A1']))).toThrow(Gs1Error);
    expect(() =>
      formatEpcUri(elements(['414', '0614141123452'], ['254', '0']), { companyPrefixLength: 7 }),
    ).toThrow(Gs1Error);
    expect(() => formatEpcUri(elements(['10', 'LOT']))).toThrow(Gs1Error);
  });
});
