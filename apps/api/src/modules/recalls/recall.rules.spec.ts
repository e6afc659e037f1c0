import { describe, expect, it } from 'vitest';
import {
  mayApprove,
  rangesOfUnits,
  recallScope,
  type AskedRecall,
  type RecallableLot,
} from './recall.rules.js';

const lot: RecallableLot = {
  number: 'A17',
  runs: [
    { id: 1, unitCount: 100 },
    { id: 2, unitCount: 50 },
  ],
  standing: [],
};
const asked: AskedRecall = {
  class: 'II',
  text: 'Wrong leaflet.',
  typedLotNumber: 'A17',
  ranges: [],
  withdrawal: false,
};
const range = (runId: number, from: number, to: number) => ({ runId, from, to });
const wholeOf = (runId: 1 | 2) => range(runId, 0, runId === 1 ? 100 : 50);
const part = (from: number, to: number) => ({
  status: 'ISSUED' as const,
  wholeLot: false,
  scope: [range(1, from, to)],
});
const propose = (change: Partial<AskedRecall>, of: Partial<RecallableLot> = {}) =>
  recallScope({ ...lot, ...of }, { ...asked, ...change });

describe('a recall that may not be proposed', () => {
  it.each<[string, Partial<AskedRecall>, string]>([
    ['without the lot number typed', { typedLotNumber: 'a17' }, 'RECALL_NOT_CONFIRMED'],
    ['of no class', { class: 'IV' }, 'BAD_INPUT'],
    ['of a class that is a word of JavaScript', { class: 'toString' }, 'BAD_INPUT'],
    ['that says nothing', { text: ' ' }, 'BAD_INPUT'],
    ['of a range of another lot', { ranges: [{ runId: 3, from: 0, to: 1 }] }, 'BAD_INPUT'],
    ['of a range that is empty', { ranges: [{ runId: 1, from: 5, to: 5 }] }, 'BAD_INPUT'],
    [
      'of a range past the last unit',
      {
        ranges: [
          { runId: 1, from: 0, to: 5 },
          { runId: 2, from: 0, to: 51 },
        ],
      },
      'BAD_INPUT',
    ],
    ['of half a unit', { ranges: [{ runId: 2, from: 0, to: 1.5 }] }, 'BAD_INPUT'],
    [
      'as the withdrawal of a range',
      { ranges: [{ runId: 1, from: 0, to: 1 }], withdrawal: true },
      'BAD_INPUT',
    ],
  ])('%s', (_, change, code) => {
    expect(() => propose(change)).toThrow(expect.objectContaining({ code }));
  });
  it('twice', () => {
    const twice = expect.objectContaining({ code: 'RECALL_EXISTS' });
    const whole = { status: 'PROPOSED' as const, wholeLot: true, scope: [wholeOf(1), wholeOf(2)] };
    expect(() => propose({}, { standing: [whole] })).toThrow(twice);
    const standing = [part(0, 30), part(30, 50)];
    expect(() => propose({ ranges: [range(1, 10, 40)] }, { standing })).toThrow(twice);
    // Not even beside something new: whoever proposes it shall know.
    expect(() => propose({ ranges: [range(1, 10, 40), range(2, 0, 5)] }, { standing })).toThrow(twice);
    const each = [{ ...whole, wholeLot: false }];
    expect(() => propose({}, { standing: each })).toThrow(twice);
  });
  it('in more ranges of a run than the ledger keeps', () => {
    const ranges = Array.from({ length: 16 }, (_, at) => range(1, at * 3, at * 3 + 1));
    expect(propose({ ranges: [...ranges, range(2, 0, 1)] })).toHaveLength(17);
    expect(() => propose({ ranges }, { standing: [part(90, 91)] })).toThrow(
      expect.objectContaining({ code: 'RECALL_TOO_MANY_RANGES' }),
    );
  });
  it('of a lot without units', () => {
    expect(() => propose({}, { runs: [] })).toThrow(expect.objectContaining({ code: 'LOT_WITHOUT_UNITS' }));
  });
});

describe('what a recall covers', () => {
  it('is every run of the lot', () => {
    expect(propose({})).toEqual([
      { runId: 1, from: 0, to: 100 },
      { runId: 2, from: 0, to: 50 },
    ]);
  });
  it('is a range, also next to another one, and the rest of the lot after a range', () => {
    const standing = [part(0, 50)];
    expect(propose({ ranges: [range(1, 40, 60)] }, { standing })).toEqual([range(1, 40, 60)]);
    expect(propose({}, { standing })).toHaveLength(2);
  });
  it('is ranges of several runs, neighbours as one', () => {
    expect(propose({ ranges: [range(2, 5, 7), range(1, 4, 6), range(1, 0, 4)] })).toEqual([
      range(1, 0, 6),
      range(2, 5, 7),
    ]);
  });
  it('is what is left of the lot, when a run of it is recalled to its last unit', () => {
    expect(propose({}, { standing: [part(0, 60), part(60, 100)] })).toEqual([wholeOf(2)]);
  });
  it('is single packs, neighbours as one range', () => {
    const units = [4, 9, 5, 4].map((index) => ({ runId: 1, index }));
    expect(rangesOfUnits([...units, { runId: 2, index: 6 }])).toEqual([
      range(1, 4, 6),
      range(1, 9, 10),
      range(2, 6, 7),
    ]);
  });
});

describe('approving', () => {
  it('is for a second person, once', () => {
    const proposed = { status: 'PROPOSED', proposedBy: 'ana' } as const;
    expect(() => mayApprove(proposed, 'ana')).toThrow(
      expect.objectContaining({ code: 'RECALL_SAME_PERSON' }),
    );
    expect(() => mayApprove({ ...proposed, status: 'ISSUED' }, 'ben')).toThrow(
      expect.objectContaining({ code: 'RECALL_SETTLED' }),
    );
    expect(() => mayApprove(proposed, 'ben')).not.toThrow();
  });
});
