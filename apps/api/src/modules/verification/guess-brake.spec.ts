import { expect, it } from 'vitest';
import { GuessBrake } from './guess-brake.js';

const waits = async (brake: GuessBrake, siteId: string, now: number) => {
  const answered = brake.turn(siteId, now).then(() => 'answered');
  return (await Promise.race([
    answered,
    new Promise((resolve) => setImmediate(() => resolve('waits'))),
  ])) as string;
};

it('lets everybody through who reads what is known, or now and then what is not', async () => {
  const brake = new GuessBrake();
  for (let read = 0; read < 30; read++) {
    expect(await waits(brake, 'a', 1_000)).toBe('answered');
    brake.note('a', 1_000);
  }
  expect(await waits(brake, 'a', 1_000)).toBe('answered');
});

it('makes a guesser wait, and nobody else, until an hour has gone by', async () => {
  const brake = new GuessBrake();
  for (let read = 0; read < 31; read++) brake.note('guesser', 1_000);
  await brake.turn('guesser', 1_000);
  expect(await waits(brake, 'guesser', 1_000)).toBe('waits');
  expect(await waits(brake, 'other', 1_000)).toBe('answered');
  expect(await waits(brake, 'guesser', 1_000 + 3_600_001)).toBe('answered');
});
