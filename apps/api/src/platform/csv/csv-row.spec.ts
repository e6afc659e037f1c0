import { describe, expect, it } from 'vitest';
import { csvRow } from './csv-row.js';

describe('a line of a CSV file', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=HYPERLINK("http://x","y")'])(
    'never begins a value like a formula: %j',
    (value) => {
      expect(csvRow(value).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('keeps separators, quotes and line ends inside of a value', () => {
    expect(csvRow('a,b', 'say "x"', 'two\r\nlines', 7, null, true)).toBe(
      '"a,b","say ""x""","two\r\nlines",7,,true',
    );
  });
});
