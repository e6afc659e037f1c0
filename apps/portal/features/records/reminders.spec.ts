import { describe, expect, it } from 'vitest';
import type { ReadLine } from './entry-list';
import { medicationDispense, medicationRequest, summaryOf, takenBack, type Resource } from './fhir';
import { remindersOf } from './reminders';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const RECALLED = [{ gtin: '00300010001001', lotNumber: 'AB7', class: 'II' }];

const pack = {
  lineId: 'line-1',
  gtin: '00300010001001',
  name: 'Warfarin',
  substance: 'warfarin',
  quantity: 30,
  unit: 'tablet',
  lotNumber: 'AB7',
  pharmacy: 'Harbor Pharmacy',
  handedOverAt: '2026-11-10T10:00:00Z',
};
const line = (resource: Resource): ReadLine => ({
  kind: 'read',
  id: JSON.stringify(resource).length.toString(),
  category: 'medications',
  author: 'Harbor Pharmacy',
  party: 7,
  resource,
  summary: summaryOf(resource),
  before: [],
});
const lasting = (days: number, change: Partial<typeof pack> = {}) =>
  line({ ...medicationDispense({ ...pack, ...change }), daysSupply: { value: days } });
const kinds = (lines: ReadLine[]) => remindersOf(lines, [], NOW).map(({ kind }) => kind);

describe('a recalled lot', () => {
  it('is found by product and lot together', () => {
    const [found] = remindersOf([line(medicationDispense(pack))], RECALLED, NOW);
    expect(found).toMatchObject({ kind: 'recalled', lotNumber: 'AB7', class: 'II' });
    const others = [{ lotNumber: 'AB8' }, { gtin: '00300010001002' }];
    for (const other of others)
      expect(remindersOf([line(medicationDispense({ ...pack, ...other }))], RECALLED, NOW)).toEqual([]);
  });

  it('of a dispense that was taken back concerns nobody', () => {
    expect(remindersOf([line(takenBack(medicationDispense(pack)))], RECALLED, NOW)).toEqual([]);
  });
});

describe('a medicine that runs out', () => {
  it('is told of in its last week, and not for ever afterwards', () => {
    expect(kinds([lasting(21)])).toEqual([]);
    expect(remindersOf([lasting(20)], [], NOW)).toMatchObject([{ kind: 'running-out', days: 7 }]);
    expect(remindersOf([lasting(10)], [], NOW)).toMatchObject([{ kind: 'running-out', days: -3 }]);
    expect(kinds([lasting(10, { handedOverAt: '2026-09-01T10:00:00Z' })])).toEqual([]);
  });

  it('is not told of while a later pack of it lasts', () => {
    expect(kinds([lasting(14), lasting(60, { lineId: 'line-2' })])).toEqual([]);
  });

  it('is not guessed where nobody said for how long it lasts', () => {
    expect(kinds([line(medicationDispense(pack))])).toEqual([]);
  });
});

describe('repeats', () => {
  const asked = (repeats: number) =>
    line({
      ...medicationRequest({ text: 'Warfarin', dosage: 'one a day', repeats, on: '2026-11-01' }),
      medicationCodeableConcept: {
        text: 'Warfarin',
        coding: [{ system: 'urn:custodia:substance', code: 'warfarin' }],
      },
    });

  it('are those that no pack was handed out for', () => {
    const first = line(medicationDispense(pack));
    const second = line(medicationDispense({ ...pack, lineId: 'line-2' }));
    const earlier = line(medicationDispense({ ...pack, handedOverAt: '2026-10-01T10:00:00Z' }));
    const left = (...lines: ReadLine[]) =>
      remindersOf(lines, [], NOW).flatMap((one) => (one.kind === 'repeats' ? [one.left] : []));
    expect(left(asked(2), first)).toEqual([2]);
    expect(left(asked(2), first, second, earlier)).toEqual([1]);
    expect(left(asked(1), first, second)).toEqual([]);
    expect(left(asked(0), first)).toEqual([]);
  });
});
