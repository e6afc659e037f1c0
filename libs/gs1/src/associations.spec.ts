import { describe, expect, it } from 'vitest';
import { checkAssociations, parseBracketed } from './index.js';

function issues(text: string): string[] {
  const parsed = parseBracketed(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return checkAssociations(parsed.elements).map(({ code, ai, others }) =>
    `${code} ${ai} ${others.join(' ')}`.trim(),
  );
}

const GTIN = '(01)00361414567894';

describe('associations', () => {
  it('finds nothing wrong with a medicine pack', () => {
    expect(issues(`${GTIN}(17)260700(10)L(21)S(710)12345678`)).toEqual([]);
  });

  it('names what is missing', () => {
    expect(issues('(21)S')).toEqual(['REQUIRED_AI_MISSING 21 01 03 8006']);
    expect(issues(`${GTIN}(250)X`)).toEqual(['REQUIRED_AI_MISSING 250 01+21 03+21 8006+21']);
    expect(issues(`${GTIN}(250)X(21)S`)).toEqual([]);
    expect(issues('(02)00361414567894')).toEqual(['REQUIRED_AI_MISSING 02 37']);
    expect(issues('(37)5(02)00361414567894')).toEqual(['REQUIRED_AI_MISSING 37 00+02 00+8026']);
  });

  it('takes a pattern for any AI that fits it, but not for the AI itself', () => {
    expect(issues(`${GTIN}(3920)100(3103)000100`)).toEqual([]);
    expect(issues(`${GTIN}(3920)100`)).toEqual([
      'REQUIRED_AI_MISSING 3920 01+30 01+31nn 01+32nn 01+35nn 01+36nn',
    ]);
    expect(issues(`${GTIN}(3103)000100(3102)000100`)).toEqual([
      'EXCLUDED_AI_PRESENT 3103 3102',
      'EXCLUDED_AI_PRESENT 3102 3103',
    ]);
    expect(issues(`${GTIN}(3103)000100`)).toEqual([]);
  });

  it('finds AIs that exclude each other, and one AI with two values', () => {
    expect(issues(`${GTIN}(21)S(235)T`)).toEqual(['EXCLUDED_AI_PRESENT 21 235']);
    expect(issues(`${GTIN}(255)0614141123452`)).toContain('EXCLUDED_AI_PRESENT 01 255');
    expect(issues(`${GTIN}(10)A(10)B`)).toEqual(['CONFLICTING_VALUES 10']);
    expect(issues(`${GTIN}(10)A(10)A`)).toEqual([]);
  });

  it('needs a serial in a key that is signed', () => {
    expect(issues('(253)0614141123452(8030)AAAA')).toEqual([
      'REQUIRED_AI_MISSING 8030 serial component of 253',
    ]);
    expect(issues('(253)0614141123452X(8030)AAAA')).toEqual([]);
  });
});
