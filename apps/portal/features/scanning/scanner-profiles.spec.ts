import { calibrateStrokes, calibrationElements, emulateScanner, formatElementString } from '@custodia/gs1';
import { expect, test } from 'vitest';
import { parseProfiles } from './scanner-profiles';

const learned = calibrateStrokes(emulateScanner(`]d2${formatElementString(calibrationElements)}`));
const profile = learned.ok ? learned.profile : undefined;
const counter = { name: 'Counter', learnedAt: '2026-01-05T09:00:00.000Z', profile };

test('profiles come back as they were stored', () => {
  expect(profile).toBeDefined();
  const stored = { active: 'Counter', all: [counter, { ...counter, name: 'Stock room' }] };
  expect(parseProfiles(JSON.stringify(stored))).toEqual(stored);
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['another shape', '"Counter"'],
  ['null', 'null'],
  [
    'a profile whose keys were tampered with',
    { active: 'Counter', all: [{ ...counter, profile: { keys: 1 } }] },
  ],
  ['a profile without name', { all: [{ ...counter, name: undefined }] }],
])('%s in the store means calibrating again, no more', (_, stored) => {
  const json = typeof stored === 'string' ? stored : JSON.stringify(stored);
  expect(parseProfiles(json)).toEqual({ active: undefined, all: [] });
});

test('what is in use must be there', () => {
  expect(parseProfiles(JSON.stringify({ active: 'Gone', all: [counter] })).active).toBeUndefined();
});
