import type { Category } from '@custodia/vault';
import { describe, expect, it } from 'vitest';
import type { RecordLine } from '@/features/records/entry-list';
import {
  medicationDispense,
  substancesOf,
  summaryOf,
  takenBack,
  type Resource,
} from '@/features/records/fhir';
import { warningsFor, withSupplied, type InteractionPair } from './warnings';

const PAIRS: readonly InteractionPair[] = [
  { id: 'statins', one: ['lovastatin', 'simvastatin'], other: ['clarithromycin', 'ritonavir'] },
  { id: 'tizanidine', one: ['Tizanidine'], other: ['ciprofloxacin', 'fluvoxamine'] },
  { id: 'qt', one: ['methadone', 'sotalol'], other: ['methadone', 'sotalol'] },
];
const NOW = Date.parse('2026-11-22T12:00:00Z');

function line(resource: Resource, author = 'Harbor Pharmacy'): RecordLine {
  const category: Category = 'medications';
  return {
    kind: 'read',
    id: 'x',
    category,
    author,
    party: 6,
    resource,
    summary: summaryOf(resource),
    before: [],
  };
}

const dispensed = (substance: string, on = '2026-11-10T09:00:00Z', name = substance) =>
  medicationDispense({
    lineId: 'l',
    gtin: '00307812613764',
    name,
    substance,
    quantity: 30,
    unit: 'tablet',
    lotNumber: 'A1',
    pharmacy: 'Harbor Pharmacy',
    handedOverAt: on,
  });
const candidate = (substance: string, name = substance) => ({ name, substances: substancesOf(substance) });
const warned = (substance: string, ...resources: Resource[]) =>
  warningsFor(
    [candidate(substance)],
    resources.map((one) => line(one)),
    PAIRS,
    NOW,
  );

describe('the same therapy', () => {
  it('is told by the substance, whatever the pack is called', () => {
    const known = dispensed('amlodipine besylate', '2026-11-10T09:00:00Z', 'Norvasc');
    expect(warned('amlodipine', known)).toEqual([
      {
        kind: 'duplicate',
        candidate: 'amlodipine',
        substance: 'amlodipine',
        with: 'Norvasc',
        author: 'Harbor Pharmacy',
        date: '2026-11-10T09:00:00Z',
        more: 0,
      },
    ]);
  });

  it('is told for each part of a combination', () => {
    expect(warned('amoxicillin; clavulanate potassium', dispensed('amoxicillin'))).toMatchObject([
      { kind: 'duplicate', substance: 'amoxicillin' },
    ]);
  });

  it('is found in what others wrote as words alone, and only as a whole word', () => {
    const imported: Resource = {
      resourceType: 'MedicationRequest',
      medicationCodeableConcept: { text: 'Simvastatin 20 MG Oral Tablet' },
      authoredOn: '2026-11-01',
    };
    expect(warned('simvastatin', imported)).toMatchObject([{ kind: 'duplicate' }]);
    expect(warned('statin', imported)).toEqual([]);
  });

  it('is over when the supply is, by its days where they are said', () => {
    expect(warned('ibuprofen', dispensed('ibuprofen', '2026-08-20T09:00:00Z'))).toEqual([]);
    const short = { ...dispensed('ibuprofen'), daysSupply: { value: 5, unit: 'days' } };
    expect(warned('ibuprofen', short)).toEqual([]);
    const long = { ...dispensed('ibuprofen', '2026-06-01T09:00:00Z'), daysSupply: { value: 365 } };
    expect(warned('ibuprofen', long)).toHaveLength(1);
  });

  it('is not told of what was taken back, of other resources, and of what cannot be read', () => {
    const allergy: Resource = { resourceType: 'AllergyIntolerance', code: { text: 'ibuprofen' } };
    expect(warned('ibuprofen', takenBack(dispensed('ibuprofen')), allergy)).toEqual([]);
    const unreadable: RecordLine = {
      kind: 'unreadable',
      id: 'x',
      category: 'medications',
      code: 'ENTRY_UNREADABLE',
      from: undefined,
    };
    expect(warningsFor([candidate('ibuprofen')], [unreadable], PAIRS, NOW)).toEqual([]);
  });
});

describe('an interaction', () => {
  it.each(PAIRS.map(({ id, one, other }) => [id, one[0]!, other.find((name) => name !== one[0])!] as const))(
    'of a pair is found both ways: %s',
    (id, one, other) => {
      for (const [given, known] of [
        [one, other],
        [other, one],
      ] as const) {
        const [warning] = warned(given, dispensed(known));
        expect(warning).toMatchObject({ kind: 'interaction', candidate: given, with: known });
        expect(warning!.pair).toBe(id);
      }
    },
  );

  it('comes before a duplicate, and one warning stands for a medicine', () => {
    const found = warned('simvastatin', dispensed('simvastatin'), dispensed('clarithromycin'));
    expect(found).toMatchObject([{ kind: 'interaction', pair: 'statins', more: 1 }]);
  });

  it('is found once between two medicines that are handed out together: at the one that came to the other', () => {
    const found = warningsFor([candidate('tizanidine'), candidate('ciprofloxacin')], [], PAIRS, NOW);
    expect(found.map(({ candidate: of, with: other }) => [of, other])).toEqual([
      ['ciprofloxacin', 'tizanidine'],
    ]);
  });

  it('is none of a medicine with itself, and none without data', () => {
    expect(warned('methadone', dispensed('methadone'))).toMatchObject([{ kind: 'duplicate' }]);
    expect(warningsFor([candidate('tizanidine')], [line(dispensed('fluvoxamine'))], [], NOW)).toEqual([]);
  });
});

describe('what the nodes say was given out already', () => {
  const supplied = { candidate: 'Simvador', substance: 'simvastatin', until: '2026-12-12' };

  it('is a duplicate with its last day and without a giver, one for each medicine', () => {
    const other = { ...supplied, substance: 'ezetimibe', until: '2026-12-24' };
    expect(withSupplied([], [supplied, other])).toEqual([
      {
        kind: 'duplicate',
        candidate: 'Simvador',
        substance: 'simvastatin',
        with: 'simvastatin',
        author: '',
        date: '2026-12-12',
        until: '2026-12-12',
        more: 1,
      },
    ]);
  });

  it('gives way to the opened record, and is counted behind an interaction', () => {
    const opened = warningsFor(
      [candidate('simvastatin', 'Simvador')],
      [line(dispensed('simvastatin'))],
      PAIRS,
      NOW,
    );
    expect(withSupplied(opened, [supplied])).toEqual(opened);
    const beside = warningsFor(
      [candidate('clarithromycin'), candidate('simvastatin', 'Simvador')],
      [],
      PAIRS,
      NOW,
    );
    expect(withSupplied(beside, [supplied]).map(({ kind, more }) => [kind, more])).toEqual([
      ['interaction', 1],
    ]);
  });
});
