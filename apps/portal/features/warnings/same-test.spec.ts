import { describe, expect, it } from 'vitest';
import type { RecordLine } from '@/features/records/entry-list';
import { summaryOf, takenBack, type Resource } from '@/features/records/fhir';
import { observation, serviceRequest } from '@/features/records/lab-tests';
import { sameTestFor } from './same-test';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const HBA1C = { text: 'Haemoglobin A1c', code: '4548-4' };
const asked = { name: 'Haemoglobin A1c', code: '4548-4' };
const done = (on: string, test = HBA1C, result = '6.1 %') => observation(test, result, on);
const ordered = (on: string, test = HBA1C) => serviceRequest(test, on);

function line(resource: Resource, author = 'Heart Clinic'): RecordLine {
  const summary = summaryOf(resource);
  return { kind: 'read', id: 'x', category: 'laboratory', author, party: 6, resource, summary, before: [] };
}
const told = (resources: readonly Resource[], about = asked) =>
  sameTestFor(
    about,
    resources.map((one) => line(one)),
    NOW,
  );

describe('the same test', () => {
  it('is told with its result, its day and who did it, the newest of several', () => {
    expect(told([done('2026-09-10'), done('2026-10-20', HBA1C, '6.4 %')])).toEqual([
      {
        kind: 'test',
        candidate: 'Haemoglobin A1c',
        substance: '4548-4',
        with: 'Haemoglobin A1c 6.4 %',
        author: 'Heart Clinic',
        date: '2026-10-20',
        more: 1,
      },
    ]);
  });

  it('is told apart by the code, whatever it is called, and by the name where there is no code', () => {
    const renamed = { text: 'HbA1c', code: '4548-4' };
    expect(told([done('2026-11-01', renamed)])).toMatchObject([{ with: 'HbA1c 6.1 %' }]);
    expect(told([done('2026-11-01', { text: asked.name, code: '718-7' })])).toEqual([]);
    expect(told([done('2026-11-01', { text: 'haemoglobin a1c ', code: '' })])).toHaveLength(1);
    expect(told([done('2026-11-01')], { name: 'Haemoglobin A1c', code: '' })).toHaveLength(1);
    expect(told([done('2026-11-01', { text: '', code: '' })], { name: '', code: '' })).toEqual([]);
  });

  it('is no more told of once a result does not serve any longer: by the test, else a month', () => {
    expect(told([done('2026-08-25')])).toHaveLength(1);
    expect(told([done('2026-08-23')])).toEqual([]);
    const count = { text: 'Blood count', code: '58410-2' };
    const about = { name: 'Blood count', code: '58410-2' };
    expect(told([done('2026-10-25', count)], about)).toHaveLength(1);
    expect(told([done('2026-10-22', count)], about)).toEqual([]);
  });

  it('is told of while it is asked for and not done', () => {
    expect(told([ordered('2026-11-10')])).toMatchObject([{ isAsked: true, date: '2026-11-10', more: 0 }]);
    expect(told([ordered('2026-11-10'), done('2026-11-12')])).toMatchObject([
      { date: '2026-11-12', with: 'Haemoglobin A1c 6.1 %', more: 0 },
    ]);
    expect(told([done('2026-11-01'), ordered('2026-11-10')])).toMatchObject([{ isAsked: true, more: 1 }]);
  });

  it('is not told of what was taken back, cannot be read, or has no date', () => {
    const unreadable: RecordLine = {
      kind: 'unreadable',
      id: 'x',
      category: 'laboratory',
      code: 'ENTRY_UNREADABLE',
      from: undefined,
    };
    expect(told([takenBack(done('2026-11-01')), done('')])).toEqual([]);
    expect(sameTestFor(asked, [unreadable], NOW)).toEqual([]);
  });
});
