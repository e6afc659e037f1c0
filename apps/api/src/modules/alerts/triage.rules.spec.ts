import { describe, expect, it } from 'vitest';
import { REOPEN_WITHIN_MS, triageRefusals, type TriageAct, type TriagedIncident } from './triage.rules.js';

const now = new Date('2026-11-20T12:00:00Z');
const by = { userId: 'nora', now };
const open: TriagedIncident = {
  id: 'a',
  status: 'OPEN',
  rule: 'UNKNOWN_SERIAL',
  hasOpenCase: false,
  hasCase: false,
  closedBy: null,
  closedAt: null,
  followed: false,
};
const closed: TriagedIncident = { ...open, status: 'CLOSED', closedBy: 'nora', closedAt: now };
const codes = (act: TriageAct, ...found: TriagedIncident[]) =>
  triageRefusals(
    act,
    found.map(({ id }) => id),
    found,
    by,
  ).map(({ id, code }) => `${id} ${code}`);

describe('several incidents at once', () => {
  it('are taken and closed together when all of them are open and of one rule', () => {
    const more = { ...open, id: 'b', status: 'INVESTIGATING' } as const;
    expect(codes('TAKE', open, more)).toEqual([]);
    expect(codes('CLOSE', open, more)).toEqual([]);
  });

  it('are refused with the reason of each that stands in the way', () => {
    const cased = { ...open, id: 'b', hasOpenCase: true, hasCase: true };
    const other = { ...open, id: 'c', rule: 'REPEATED_HERE' } as const;
    const over = { ...closed, id: 'd' };
    expect(codes('CLOSE', open, cased, other, over)).toEqual([
      'b CASE_OPEN',
      'c INCIDENT_OF_ANOTHER_RULE',
      'd INCIDENT_CLOSED',
    ]);
    expect(codes('TAKE', open, cased, other, over)).toEqual(['d INCIDENT_CLOSED']);
    expect(triageRefusals('TAKE', ['a', 'x'], [open], by)).toEqual([{ id: 'x', code: 'NOT_FOUND' }]);
  });
});

describe('a closing', () => {
  it('is taken back by who closed, for a quarter of an hour', () => {
    expect(codes('REOPEN', closed)).toEqual([]);
    expect(codes('REOPEN', { ...closed, closedAt: new Date(now.getTime() - REOPEN_WITHIN_MS) })).toEqual([]);
  });

  it.each<[string, Partial<TriagedIncident>]>([
    ['later', { closedAt: new Date(now.getTime() - REOPEN_WITHIN_MS - 1) }],
    ['by another', { closedBy: 'jonas' }],
    ['of one that is open', { status: 'OPEN' }],
    ['with a case', { hasCase: true }],
    ['after the same has happened again', { followed: true }],
  ])('is not taken back %s', (_, change) => {
    expect(codes('REOPEN', { ...closed, ...change })).toEqual(['a INCIDENT_NOT_REOPENED']);
  });
});
