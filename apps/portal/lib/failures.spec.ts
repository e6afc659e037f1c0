import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import en from '../messages/en.json';
import german from '../messages/failures.de.json';
import french from '../messages/failures.fr.json';

const source = readFileSync(new URL('../../api/src/platform/errors/error-code.ts', import.meta.url), 'utf8');
const codes = [...source.matchAll(/^ {2}([A-Z_]+): \d{3},$/gm)].map(([, code]) => code!);

test.each([
  ['French', french],
  ['German', german],
])('every refusal of the API has words in %s, and nothing else has', (_language, failures) => {
  expect(codes.length).toBeGreaterThan(80);
  const named = [...Object.keys(failures), ...Object.keys(en.failure.codes)];
  expect(codes.filter((code) => !named.includes(code))).toEqual([]);
  expect(Object.keys(failures).filter((code) => !codes.includes(code))).toEqual([]);
});
