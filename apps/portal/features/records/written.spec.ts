import { expect, it } from 'vitest';
import { fileIn, summaryOf } from './fhir';
import { KINDS, written, type Writing } from './written';

const writing = (changed: Partial<Writing>): Writing => ({
  id: 'n-1',
  kind: 'problem',
  text: 'Asthma',
  on: '2026-11-22',
  dosage: '',
  repeats: 0,
  code: '',
  result: '',
  part: 'cardiology',
  attachments: [],
  overridden: undefined,
  ...changed,
});

it.each([
  ['medicine', 'medications', 'MedicationRequest'],
  ['problem', 'emergency-summary', 'Condition'],
  ['allergy', 'allergies', 'AllergyIntolerance'],
  ['immunisation', 'medications', 'Immunization'],
  ['test', 'laboratory', 'ServiceRequest'],
  ['result', 'laboratory', 'Observation'],
  ['document', 'cardiology', 'DocumentReference'],
] as const)('%s goes to %s as a %s, named, dated and numbered', (kind, category, resourceType) => {
  const entry = written(writing({ kind }));
  expect(entry).toMatchObject({ category, resource: { resourceType } });
  expect(summaryOf(entry.resource)).toMatchObject({ title: 'Asthma', date: '2026-11-22', about: 'n-1' });
});

it('has a place for every kind', () => {
  for (const kind of KINDS) expect(written(writing({ kind })).category).toBeTruthy();
});

it('keeps a document’s file, and a document nowhere but where documents go', () => {
  const file = { contentType: 'image/png', data: 'iVBORw0=' };
  const entry = written(writing({ kind: 'document', part: 'substance-use', attachments: [file] }));
  expect(entry.category).toBe('emergency-summary');
  expect(fileIn(entry.resource)).toEqual(file);
});

it('tells later readers why somebody went on', () => {
  const { resource } = written(
    writing({ kind: 'medicine', text: 'Tizanidine', dosage: '2 mg', overridden: 'Though warned: replaced' }),
  );
  expect(summaryOf(resource).detail).toBe('2 mg · Though warned: replaced');
});

it('files a test by its code, and says what came of it and why it was asked for again', () => {
  const test = { text: 'HIV antibodies', code: '56888-1' };
  expect(written(writing({ ...test, kind: 'test' })).category).toBe('sexual-health');
  const again = written(writing({ ...test, kind: 'test', overridden: 'Asked for again: in doubt' }));
  expect(summaryOf(again.resource).detail).toBe('Asked for again: in doubt');
  const done = written(writing({ ...test, kind: 'result', result: 'negative' }));
  expect(done.category).toBe('sexual-health');
  expect(summaryOf(done.resource)).toMatchObject({ title: 'HIV antibodies', detail: 'negative' });
});
