import { describe, expect, it } from 'vitest';
import { mayApprove, recallScope, type AskedRecall, type RecallableLot } from './recall.rules.js';

const lot: RecallableLot = {
  number: 'A17',
  runs: [
    { id: 1, unitCount: 100 },
    { id: 2, unitCount: 50 },
  ],
  standing: [],
};
const asked: AskedRecall = { class: 'II', text: 'Wrong leaflet.', typedLotNumber: 'A17', withdrawal: false };
const propose = (change: Partial<AskedRecall>, of: Partial<RecallableLot> = {}) =>
  recallScope({ ...lot, ...of }, { ...asked, ...change });

describe('a recall that may not be proposed', () => {
  it.each<[string, Partial<AskedRecall>, string]>([
    ['without the lot number typed', { typedLotNumber: 'a17' }, 'RECALL_NOT_CONFIRMED'],
    ['of no class', { class: 'IV' }, 'BAD_INPUT'],
    ['of a class that is a word of JavaScript', { class: 'toString' }, 'BAD_INPUT'],
    ['that says nothing', { text: ' ' }, 'BAD_INPUT'],
    ['of a range of another lot', { range: { runId: 3, from: 0, to: 1 } }, 'BAD_INPUT'],
    ['of a range that is empty', { range: { runId: 1, from: 5, to: 5 } }, 'BAD_INPUT'],
    ['of a range past the last unit', { range: { runId: 2, from: 0, to: 51 } }, 'BAD_INPUT'],
    ['of half a unit', { range: { runId: 2, from: 0, to: 1.5 } }, 'BAD_INPUT'],
    ['as the withdrawal of a range', { range: { runId: 1, from: 0, to: 1 }, withdrawal: true }, 'BAD_INPUT'],
  ])('%s', (_, change, code) => {
    expect(() => propose(change)).toThrow(expect.objectContaining({ code }));
  });
  it('twice', () => {
    const standing = [{ status: 'PROPOSED' as const, range: undefined }];
    expect(() => propose({}, { standing })).toThrow(expect.objectContaining({ code: 'RECALL_EXISTS' }));
    const part = [{ status: 'ISSUED' as const, range: { runId: 1, from: 0, to: 50 } }];
    expect(() => propose({ range: { runId: 1, from: 10, to: 20 } }, { standing: part })).toThrow(
      expect.objectContaining({ code: 'RECALL_EXISTS' }),
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
    const standing = [{ status: 'ISSUED' as const, range: { runId: 1, from: 0, to: 50 } }];
    expect(propose({ range: { runId: 1, from: 40, to: 60 } }, { standing })).toEqual([
      { runId: 1, from: 40, to: 60 },
    ]);
    expect(propose({}, { standing })).toHaveLength(2);
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
