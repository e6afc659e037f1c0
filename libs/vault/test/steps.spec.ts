import { expect, it } from 'vitest';
import { inSteps } from '../src/nodes/steps.js';

const many = Array.from({ length: 120 }, (_, n) => n);

it('a long list is opened fifty at a time: what is open shows before the rest is begun', async () => {
  const begun: number[] = [];
  const shown: (readonly [number, number])[] = [];
  const opened = await inSteps(
    many,
    (one) => {
      begun.push(one);
      return Promise.resolve(one * 2);
    },
    (soFar) => void shown.push([soFar.length, begun.length]),
  );
  expect(shown).toEqual([
    [50, 50],
    [100, 100],
    [120, 120],
  ]);
  expect(opened).toEqual(many.map((one) => one * 2));
});

it('its order is kept, whichever is open first', async () => {
  const late = async (one: number) => {
    if (one % 2 === 0) await new Promise((resume) => setImmediate(resume));
    return one;
  };
  expect(await inSteps(many, late, () => undefined)).toEqual(many);
});

it('of nothing, nothing is told', async () => {
  const told: unknown[] = [];
  expect(await inSteps([], Promise.resolve, (soFar) => void told.push(soFar))).toEqual([]);
  expect(told).toEqual([]);
});
