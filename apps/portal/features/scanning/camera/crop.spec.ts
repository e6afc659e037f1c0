import { expect, test } from 'vitest';
import { cropOf } from './crop';

test('square codes are looked for in the middle, near by and farther off', () => {
  expect(cropOf(0, 1280, 720)).toEqual({ x: 400, y: 120, width: 480, height: 480, codes: 'square' });
  expect(cropOf(1, 1280, 720)).toEqual({ x: 280, y: 0, width: 720, height: 720, codes: 'square' });
});

test('every fourth look is a band over the whole width, for bar codes', () => {
  expect([0, 1, 2, 3, 4].map((look) => cropOf(look, 1280, 720).codes)).toEqual([
    'square',
    'square',
    'square',
    'bars',
    'square',
  ]);
  expect(cropOf(3, 1280, 720)).toMatchObject({ x: 0, y: 240, width: 1280, height: 240 });
});

test('a small picture is taken whole', () => {
  expect(cropOf(0, 320, 240)).toEqual({ x: 40, y: 0, width: 240, height: 240, codes: 'square' });
});
