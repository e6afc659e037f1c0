import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

it('writes every CSV file of the API', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
    .filter(([, text]) => text.includes('text/csv'));
  expect(sources.length).toBeGreaterThan(1);
  expect(sources.filter(([, text]) => !text.includes('csvRow(')).map(([file]) => file)).toEqual([]);
});
