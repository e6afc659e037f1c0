import { describe, expect, it } from 'vitest';
import { askedScope, type WantedScope } from './recall-scope';

const runs = [
  { id: '7', units: 100, createdAt: '2026-11-01T08:00:00Z' },
  { id: '9', units: 20, createdAt: '2026-11-02T08:00:00Z' },
];
const range = (runId: string, first: number | string, last: number | string) => ({
  key: `${runId}-${first}`,
  runId,
  first,
  last,
});
const parts = (change: Partial<WantedScope>) =>
  askedScope({ kind: 'parts', ranges: [], serials: '', ...change }, runs);

describe('what a recall asks for', () => {
  it('is not complete without packs, and not past the end of a run', () => {
    expect(parts({})).toBeUndefined();
    expect(parts({ ranges: [range('7', '', '')] })).toBeUndefined();
    expect(parts({ ranges: [range('7', 1, '')] })).toBeUndefined();
    expect(parts({ ranges: [range('7', 0, 5)] })).toBeUndefined();
    expect(parts({ ranges: [range('7', 6, 5)] })).toBeUndefined();
    expect(parts({ ranges: [range('7', 1, 5), range('9', 1, 21)] })).toBeUndefined();
  });
  it('is the whole lot, or positions counted from 1 and serials', () => {
    expect(askedScope({ kind: 'lot', ranges: [range('7', 1, 5)], serials: 'A' }, runs)).toEqual({
      ranges: [],
      serials: [],
    });
    expect(parts({ ranges: [range('7', 1, 5), range('9', '', '')], serials: ' A1\nB2, \n\n' })).toEqual({
      ranges: [{ runId: 7, from: 0, to: 5 }],
      serials: ['A1', 'B2,'],
    });
  });
});
