import { describe, expect, it } from 'vitest';
import { lotsOnLedger } from '../../testing/ledger-table.js';
import { eventTimeRefusal, isLateEntry, wasHandedOut } from './timing.rules.js';
import { undoRefusal, undoUntil, type UndoFacts } from './undo.rules.js';

const recordedAt = new Date('2026-03-01T10:00:00Z');
const facts: UndoFacts = {
  status: 'CONFIRMED',
  recordedAt,
  lotRecalled: false,
  lotExpired: false,
  undoDays: 10,
};
const later = (days: number, seconds = 0) =>
  new Date(recordedAt.getTime() + days * 86_400_000 + seconds * 1_000);
const code = (change: Partial<UndoFacts>, now = later(1)) => undoRefusal({ ...facts, ...change }, now)?.code;

describe('an undo that is refused', () => {
  it('comes after the window', () => {
    expect(code({}, later(10))).toBeUndefined();
    expect(code({}, later(10, 1))).toBe('UNDO_WINDOW_OVER');
    expect(undoUntil(recordedAt, 10)).toEqual(later(10));
  });
  it('comes after a recall or an expiry, also within the window', () => {
    expect(code({ lotRecalled: true })).toBe('LOT_RECALLED');
    expect(code({ lotExpired: true })).toBe('LOT_EXPIRED');
  });
  it.each(lotsOnLedger('Undo'))('or not, as on the ledger: of a lot %s', (_name, lot, allowed) => {
    const { recalled, withdrawn, expired } = lot;
    expect(code({ lotRecalled: recalled || withdrawn, lotExpired: expired }) === undefined).toBe(allowed);
  });
  it.each([
    ['UNDONE', 'ALREADY_UNDONE'],
    ['UNDO_PENDING', 'ALREADY_UNDONE'],
    ['REFUSED', 'NOT_UNDOABLE'],
    ['HANDED_OUT_REFUSED', 'NOT_UNDOABLE'],
  ] as const)('of a line that is %s', (status, expected) => {
    expect(code({ status })).toBe(expected);
  });
});

describe('the times of a supply', () => {
  it('cannot lie in the future, nor weeks ago', () => {
    expect(eventTimeRefusal(later(0, 119), recordedAt)).toBeUndefined();
    expect(eventTimeRefusal(later(0, 121), recordedAt)?.code).toBe('EVENT_TIME');
    expect(eventTimeRefusal(later(-7), recordedAt)).toBeUndefined();
    expect(eventTimeRefusal(later(-8), recordedAt)?.code).toBe('EVENT_TIME');
  });
  it('make an entry late', () => {
    expect(isLateEntry({ eventTime: later(0, -60), recordedAt })).toBe(false);
    expect(isLateEntry({ eventTime: later(0, -4 * 3600), recordedAt })).toBe(true);
  });
  it('tell whether the pack had left when the refusal came', () => {
    const atOnce = { eventTime: recordedAt, recordedAt };
    expect(wasHandedOut(atOnce, later(0, 3))).toBe(false);
    expect(wasHandedOut(atOnce, later(0, 4))).toBe(true);
    expect(wasHandedOut({ eventTime: later(0, -3600), recordedAt }, later(0, 1))).toBe(true);
  });
});
