import { describe, expect, it } from 'vitest';
import { MOST_LEDGER_IDS, newLedgerId } from './new-ledger-id.rules.js';

const site = { roles: ['DISTRIBUTOR', 'DISPOSER'] as const };
const main = { purpose: null };
const refused = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
};

describe('a further ledger id', () => {
  it('is refused without a purpose, and for one that the site has an id for', () => {
    expect(refused(() => newLedgerId({ purpose: ' ' }, site, [main]))).toContain('purpose');
    expect(refused(() => newLedgerId({ purpose: 'x'.repeat(201) }, site, [main]))).toContain('purpose');
    expect(refused(() => newLedgerId({ purpose: 'a\u0007b' }, site, [main]))).toContain('purpose');
    expect(
      refused(() => newLedgerId({ purpose: 'Returns' }, site, [main, { purpose: 'returns' }])),
    ).toContain('already');
  });

  it('is refused in no role, in one that the site has not, and when there are many', () => {
    expect(refused(() => newLedgerId({ purpose: 'Returns', roles: [] }, site, [main]))).toContain('role');
    expect(refused(() => newLedgerId({ purpose: 'Returns', roles: ['PHARMACY'] }, site, [main]))).toContain(
      'pharmacy',
    );
    const many = Array.from({ length: MOST_LEDGER_IDS }, () => main);
    expect(refused(() => newLedgerId({ purpose: 'Returns' }, site, many))).toContain(String(MOST_LEDGER_IDS));
  });

  it('is for a purpose, in all roles of the site or in those asked for', () => {
    expect(newLedgerId({ purpose: ' Returns ' }, site, [main])).toEqual({
      purpose: 'Returns',
      roles: site.roles,
    });
    expect(newLedgerId({ purpose: 'Returns', roles: ['DISPOSER', 'DISPOSER'] }, site, [main])).toEqual({
      purpose: 'Returns',
      roles: ['DISPOSER'],
    });
  });
});
