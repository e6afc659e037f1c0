import { expect, test } from 'vitest';
import { paperLanguage } from './paper-language.js';

test.each([
  ['fr', 'fr'],
  ['de-CH', 'de'],
  ['FR', 'fr'],
  ['ar', 'en'],
  [undefined, 'en'],
  [['fr', 'de'], 'en'],
])('%j is printed in %s', (asked, language) => {
  expect(paperLanguage(asked)).toBe(language);
});
