import { describe, expect, it } from 'vitest';
import type { Verdict } from './verification.documents';
import { shownAs } from './verdicts';

const dispensedHere = (code: string, undoDaysLeft: number | null) =>
  shownAs({ __typename: 'DispensedHere', code, undoDaysLeft, dispensedAs: 'supply' } as Verdict).actions;

describe('what a card of a pack that was dispensed here offers', () => {
  it('is to undo it first, as long as that can be done', () => {
    expect(dispensedHere('DISPENSED_HERE', 3)).toEqual(['undo', 'dismiss', 'quarantine']);
    expect(dispensedHere('DISPENSED_HERE_REPEATED', 3)).toEqual(['undo', 'quarantine']);
  });
  it('is to put it aside first, when it cannot', () => {
    expect(dispensedHere('DISPENSED_HERE', null)).toEqual(['quarantine', 'dismiss']);
    expect(dispensedHere('DISPENSED_HERE_REPEATED', null)).toEqual(['quarantine']);
    expect(dispensedHere('DISPENSED_HERE_EARLIER', null)).toEqual(['quarantine', 'dismiss']);
  });
});
