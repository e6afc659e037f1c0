import { describe, expect, it } from 'vitest';
import { effectiveItem, prescriptionStatus, type ItemFacts } from './item-state.rules.js';

const now = new Date('2026-03-10T12:00:00Z');
const facts: ItemFacts = {
  quantity: 60,
  validFrom: '2026-03-01',
  validUntil: '2026-03-31',
  issue: 'CONFIRMED',
  ledger: { remaining: 60, used: 0, cancelled: false },
  cancelling: false,
  taking: 0,
  givingBack: 0,
};
const seen = (change: Partial<ItemFacts>, at = now) => effectiveItem({ ...facts, ...change }, at);

describe('the state of an item', () => {
  it('is pending until the ledger has it, and counts what is under way already', () => {
    expect(seen({ issue: 'SENT', ledger: undefined, taking: 20 })).toEqual({
      state: 'PENDING',
      remaining: 40,
      used: 20,
    });
  });
  it('is refused when the ledger refused to issue it', () => {
    expect(seen({ issue: 'REFUSED', ledger: undefined }).state).toBe('REFUSED');
  });
  it('is spent by supplies that are not confirmed yet', () => {
    expect(seen({ taking: 60 })).toEqual({ state: 'DISPENSED', remaining: 0, used: 60 });
  });
  it('opens again by an undo, while used keeps growing', () => {
    const ledger = { remaining: 0, used: 60, cancelled: false };
    expect(seen({ ledger, givingBack: 30, taking: 10 })).toEqual({
      state: 'PARTLY_DISPENSED',
      remaining: 20,
      used: 70,
    });
  });
  it('is cancelled from the moment the prescriber says so', () => {
    expect(seen({ cancelling: true }).state).toBe('CANCELLED');
    expect(seen({ ledger: { remaining: 60, used: 0, cancelled: true } }).state).toBe('CANCELLED');
  });
  it('begins and ends with the day, wherever on earth', () => {
    expect(seen({}, new Date('2026-02-28T09:59:00Z')).state).toBe('NOT_YET_VALID');
    expect(seen({}, new Date('2026-02-28T10:00:00Z')).state).toBe('ISSUED');
    expect(seen({}, new Date('2026-04-01T11:59:00Z')).state).toBe('ISSUED');
    expect(seen({}, new Date('2026-04-01T12:00:00Z')).state).toBe('EXPIRED');
  });
});

describe('the status of a prescription', () => {
  it('is open while anything can still be given, now or later', () => {
    expect(prescriptionStatus(['DISPENSED', 'NOT_YET_VALID'], false)).toBe('OPEN');
    expect(prescriptionStatus(['PARTLY_DISPENSED'], false)).toBe('OPEN');
    expect(prescriptionStatus(['DISPENSED', 'EXPIRED', 'REFUSED'], false)).toBe('DONE');
    expect(prescriptionStatus(['ISSUED'], true)).toBe('CANCELLED');
  });
});
