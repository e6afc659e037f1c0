import { expect, test } from 'vitest';
import { readingOf } from '../scan-reading';
import { MOCK_CODES } from './mock-codes';

test('each is what it says', () => {
  expect(readingOf(MOCK_CODES.pack)).toMatchObject({
    kind: 'pack',
    pack: { lot: 'LOTyZ7', serial: 'A1b2-Zy' },
  });
  expect(readingOf(MOCK_CODES.shop).kind).toBe('shop');
  expect(readingOf(MOCK_CODES.link).kind).toBe('plain');
  expect(readingOf(MOCK_CODES.carton).kind).toBe('logistic');
  expect(readingOf(MOCK_CODES.calibration).kind).toBe('gs1');
});
