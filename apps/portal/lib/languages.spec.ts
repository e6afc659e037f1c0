import { expect, test } from 'vitest';
import { usableLanguages } from './languages';

test.each([
  [
    ['en-GB', 'en'],
    ['en-GB', 'en'],
  ],
  [['en-US@posix'], ['en-US']],
  [
    ['fr_FR.UTF-8', 'fr'],
    ['fr-FR', 'fr'],
  ],
  [['C'], []],
  [['C.UTF-8', '', 'de'], ['de']],
  [['*'], []],
])('of %j, Intl takes %j', (reported, usable) => {
  expect(usableLanguages(reported)).toEqual(usable);
  expect(() => usable.map((tag) => new Intl.NumberFormat(tag).format(1))).not.toThrow();
});
