import { describe, expect, it } from 'vitest';
import {
  CASE_ACTIONS,
  CASE_STATUSES,
  CASE_TABLE,
  mayKnowAuthor,
  mayRead,
  reminded,
  remindersDue,
  sideOf,
  workingDaysFrom,
} from './case.rules.js';

describe('every action in every status', () => {
  const expected: Record<(typeof CASE_ACTIONS)[number], string> = {
    SEE: 'SEEN SEEN INVESTIGATING WAITING ESCALATED CLOSED',
    TAKE: 'INVESTIGATING INVESTIGATING INVESTIGATING INVESTIGATING ESCALATED -',
    ASK: 'WAITING WAITING WAITING WAITING ESCALATED -',
    ANSWER: 'NEW SEEN INVESTIGATING INVESTIGATING ESCALATED -',
    ESCALATE: 'ESCALATED ESCALATED ESCALATED ESCALATED ESCALATED -',
    CLOSE: 'CLOSED CLOSED CLOSED CLOSED CLOSED -',
  };
  it.each(CASE_ACTIONS)('%s', (action) => {
    const row = CASE_STATUSES.map((status) => CASE_TABLE[action][status] ?? '-');
    expect(row.join(' ')).toBe(expected[action]);
  });
});

describe('deadlines', () => {
  it('count working days', () => {
    const friday = new Date('2026-11-20T15:00:00Z');
    expect(workingDaysFrom(friday, 2)).toEqual(new Date('2026-11-24T15:00:00Z'));
    expect(workingDaysFrom(new Date('2026-11-23T09:00:00Z'), 2)).toEqual(new Date('2026-11-25T09:00:00Z'));
  });
  it('are reminded of after 48 hours and after five days', () => {
    const asked = new Date('2026-11-20T15:00:00Z');
    const after = (hours: number) => remindersDue(asked, new Date(asked.getTime() + hours * 3_600_000));
    expect([after(47), after(48), after(119), after(120), after(500)]).toEqual([0, 1, 1, 2, 2]);
  });
});

describe('a reminder', () => {
  const taker = { userId: 'nora', siteId: 'authority' };
  it('is for who was asked, whoever took the case up, and for the regulator', () => {
    expect(reminded('SITE', taker, 1)).toEqual({ side: 'SITE', person: null, regulator: true });
  });
  it('is for who took it up, and the second time for the regulator, too', () => {
    expect(reminded(null, taker, 1)).toEqual({ side: null, person: taker, regulator: false });
    expect(reminded(null, taker, 2)).toEqual({ side: null, person: taker, regulator: true });
  });
  it('is for the regulator where nobody has taken it up', () => {
    expect(reminded(null, null, 1)).toEqual({ side: null, person: null, regulator: true });
  });
});

describe('who reads what', () => {
  const ofSite = { side: 'SITE', siteId: 'pharmacy', to: ['REGULATOR', 'MAKER'] } as const;
  const ofRegulator = { side: 'REGULATOR', siteId: 'regulator', to: ['SITE'] } as const;
  it('is the regulator all, others what is theirs or written to them', () => {
    expect(mayRead(ofSite, { side: 'REGULATOR', siteId: 'regulator' })).toBe(true);
    expect(mayRead(ofSite, { side: 'MAKER', siteId: 'maker' })).toBe(true);
    expect(mayRead({ ...ofSite, to: ['REGULATOR'] }, { side: 'MAKER', siteId: 'maker' })).toBe(false);
    expect(mayRead(ofSite, { side: 'SITE', siteId: 'pharmacy' })).toBe(true);
    expect(mayRead({ ...ofSite, to: ['SITE'] }, { side: 'SITE', siteId: 'other' })).toBe(false);
    expect(mayRead(ofRegulator, { side: 'SITE', siteId: 'other' })).toBe(true);
    expect(mayRead(ofRegulator, { side: 'MAKER', siteId: 'maker' })).toBe(false);
  });
  it('does not tell the maker which pharmacy, until the regulator says so', () => {
    const maker = { side: 'MAKER', siteId: 'maker' } as const;
    expect(mayKnowAuthor(ofSite, maker, false)).toBe(false);
    expect(mayKnowAuthor(ofSite, maker, true)).toBe(true);
    expect(mayKnowAuthor(ofSite, { side: 'REGULATOR', siteId: 'r' }, false)).toBe(true);
    expect(mayKnowAuthor(ofRegulator, maker, false)).toBe(true);
  });
  it('is nobody who has nothing to do with it', () => {
    const parties = { makerSiteId: 'maker', siteIds: ['pharmacy'] };
    const side = (siteId: string, role: 'PHARMACY' | 'REGULATOR') =>
      sideOf({ siteId, roles: [role] }, parties);
    expect(['maker', 'pharmacy', 'other'].map((id) => side(id, 'PHARMACY'))).toEqual([
      'MAKER',
      'SITE',
      undefined,
    ]);
    expect(side('other', 'REGULATOR')).toBe('REGULATOR');
  });
});
