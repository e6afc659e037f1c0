import { expect, it } from 'vitest';
import type { SeenLine } from './access-lines';
import { sentenceOf, withNames } from './access-lines';
import { asksTooMuch, CARERS_SEE, CARING, NO_ORGANISATION, tellingOf } from './carers';
import { whoOf } from './looks';

const SITE = { id: 'clinic', name: 'Heart Clinic', organisation: 'Heart Clinic' };
const looked: SeenLine = {
  key: 'one',
  event: 'release',
  time: 1,
  organisation: NO_ORGANISATION,
  person: 'Mia Miller',
  categories: ['medications'],
  purpose: CARING,
  reason: '',
  requestHash: '',
  nodes: 3,
};

it('a carer is told by name, and a reader with the site', () => {
  expect(tellingOf({ person: 'Mia Miller', site: null })).toEqual({
    person: 'Mia Miller',
    site: '',
    carer: 'yes',
  });
  expect(tellingOf({ person: 'Dr. Amin', site: SITE })).toMatchObject({ site: 'Heart Clinic', carer: 'no' });
});

it('a carer’s look has a sentence of its own, without the organisation that there is not', () => {
  expect(sentenceOf(looked)).toBe('care');
  expect(sentenceOf({ ...looked, event: 'denial' })).toBe('care-denial');
  expect(sentenceOf({ ...looked, purpose: 'TREAT' })).toBe('release');
  const allowed: SeenLine = {
    ...looked,
    event: 'consent',
    reason: 'granted',
    purpose: 'TREAT',
    organisation: '',
  };
  expect(sentenceOf(allowed)).toBe('granted-for');
  expect(sentenceOf({ ...allowed, person: '' })).toBe('granted');
  const carers = [{ signKey: 'key-of-mia', person: 'Mia Miller' }];
  const named = ['key-of-mia', 'another key', ''].map((person) => ({ ...allowed, person }));
  expect(withNames(named, carers, 'somebody').map(({ person }) => person)).toEqual([
    'Mia Miller',
    'somebody',
    '',
  ]);
  expect(whoOf(looked)).toBe('Mia Miller');
  expect(whoOf({ ...looked, organisation: 'Heart Clinic', purpose: 'TREAT' })).toBe(
    'Mia Miller, Heart Clinic',
  );
});

it('the owner’s device gives a carer nothing about mind, sex or drugs, whatever is asked', () => {
  expect(asksTooMuch({ site: null, categories: [...CARERS_SEE] })).toBe(false);
  for (const hidden of ['mental-health', 'sexual-health', 'substance-use'])
    expect(asksTooMuch({ site: null, categories: ['medications', hidden] })).toBe(true);
  expect(asksTooMuch({ site: SITE, categories: ['mental-health'] })).toBe(false);
});
