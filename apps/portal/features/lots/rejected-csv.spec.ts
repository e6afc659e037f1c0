import { describe, expect, it } from 'vitest';
import { csvOf } from './rejected-csv';

describe('csvOf', () => {
  it('does not let a rejected value run as a formula', () => {
    expect(csvOf([{ line: 2, value: '=HYPERLINK("x")', reason: 'Bad' }])).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('keeps quotes, commas and line ends inside their field', () => {
    expect(csvOf([{ line: 7, value: 'A,"B"', reason: 'one\ntwo' }])).toBe(
      'line,value,reason\r\n"7","A,""B""","one\ntwo"\r\n',
    );
  });
});
