import { describe, expect, it } from 'vitest';
import { ending, expiryOf, mayApprove, reasonOf, type Undecided } from './party-proposal.rules.js';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const open: Undecided = { status: 'PROPOSED', proposedBy: 'nora', expiresAt: expiryOf(at(1)) };
const code = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'NONE';
};

describe('a proposal about a party', () => {
  it('is approved by another person, within fourteen days', () => {
    expect(code(() => mayApprove(open, 'david', at(14)))).toBe('NONE');
    expect(code(() => mayApprove(open, 'nora', at(14)))).toBe('PROPOSAL_SAME_PERSON');
    expect(code(() => mayApprove(open, 'david', at(15)))).toBe('PROPOSAL_SETTLED');
  });

  it.each(['APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED'] as const)(
    'that is %s is decided no more',
    (status) => {
      expect(code(() => mayApprove({ ...open, status }, 'david', at(2)))).toBe('PROPOSAL_SETTLED');
      expect(code(() => ending({ ...open, status }, 'david', 'no'))).toBe('PROPOSAL_SETTLED');
    },
  );

  it('is taken back by who made it and refused by others, with a reason', () => {
    expect(ending(open, 'nora', ' a typo ')).toEqual({ status: 'WITHDRAWN', reason: 'a typo' });
    expect(ending(open, 'david', 'no licence')).toEqual({ status: 'REFUSED', reason: 'no licence' });
    expect(code(() => ending(open, 'david', ' '))).toBe('BAD_INPUT');
    expect(code(() => reasonOf('\n'))).toBe('BAD_INPUT');
  });
});
