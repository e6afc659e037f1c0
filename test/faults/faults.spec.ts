import { expect, it } from 'vitest';
import { duplicates, kills, reorganisation } from './faults.js';
import { PARTS } from './node.js';
import { rehearse } from './rehearsal.js';
import { reportOf } from './report.js';
import { databaseRestored } from './restored.js';
import { operatorRotated } from './rotated.js';

/** The short form of `npm run test:faults`. */
it('loses nothing, doubles nothing and goes on by itself, whatever part of it is killed', async () => {
  const faults = [duplicates, ...kills(PARTS.length), reorganisation, operatorRotated, databaseRestored];
  const rehearsed = await rehearse({ faults, units: 10_000 });
  expect(rehearsed.outcomes.flatMap(({ details }) => details)).toEqual([]);
  // Everything was done under load, and everything was looked at twice: after each fault and at the end.
  expect(rehearsed.outcomes).toHaveLength(faults.length + 1);
  expect(rehearsed.outcomes.every(({ packs }) => packs > 0)).toBe(true);
  expect(rehearsed.outcomes.at(-1)?.packs).toBe(rehearsed.packs);
  expect(reportOf(rehearsed)).toContain(`${rehearsed.packs} packs were accepted`);
});
