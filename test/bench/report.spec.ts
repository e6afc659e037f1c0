import { describe, expect, it } from 'vitest';
import { intoText, toJson, toMarkdown, type Report } from './report.js';

const REPORT: Report = {
  machine: { cores: 2 },
  versions: { node: 'v20' },
  rows: [
    {
      id: 'a',
      what: 'fast enough',
      value: 1_200,
      unit: '/s',
      target: { least: 1_000 },
      limit: 2_400,
      limitIs: 'bare',
    },
    { id: 'b', what: 'too slow', value: 30.04, unit: 'ms', target: { most: 25 }, note: '1 of 9 failed' },
    { id: 'c', what: 'nothing came', value: null, unit: 's' },
  ],
};

describe('the report of the bench', () => {
  it('says what was not reached, for people', () => {
    const lines = toMarkdown(REPORT)
      .split('\n')
      .filter((line) => line.includes('`'));
    expect(lines).toEqual([
      '| fast enough | 1,200 /s | ≥ 1,000 | yes | 2,400 /s: bare | 0.5 | `a` |',
      '| too slow (1 of 9 failed) | 30 ms | ≤ 25 | **no** |  |  | `b` |',
      '| nothing came | not measured |  |  |  |  | `c` |',
    ]);
  });

  it('keeps its shape, for programs', () => {
    expect(JSON.parse(toJson(REPORT))).toEqual({
      machine: { cores: 2 },
      versions: { node: 'v20' },
      rows: [
        { id: 'a', value: 1_200, unit: '/s', limit: 2_400, ratio: 0.5 },
        { id: 'b', value: 30.04, unit: 'ms', limit: null, ratio: null },
        { id: 'c', value: null, unit: 's', limit: null, ratio: null },
      ],
    });
  });

  it('takes the place of the one before in a text, and refuses a text without one', () => {
    const text = 'before\n<!-- bench -->\nold\n<!-- /bench -->\nafter';
    expect(intoText(text, 'new')).toBe('before\n<!-- bench -->\n\nnew\n\n<!-- /bench -->\nafter');
    expect(() => intoText('nothing', 'new')).toThrow('no place');
  });
});
