import { describe, expect, it } from 'vitest';
import {
  NotABundle,
  allergyIntolerance,
  condition,
  documentReference,
  fileIn,
  immunization,
  lineOf,
  medicationDispense,
  medicationRequest,
  numbered,
  readBundle,
  summaryOf,
  takenBack,
  type Resource,
} from './fhir';
import { ipsBundle } from './ips';

const FILE = { contentType: 'application/pdf', data: 'JVBERi0=' };

const PACK = {
  lineId: '6b1c',
  gtin: '00307812613764',
  name: 'Amoxicillin',
  strength: '500 mg',
  form: 'capsule',
  quantity: 21,
  unit: 'capsule',
  lotNumber: 'A1',
  pharmacy: 'Harbor Pharmacy',
  handedOverAt: '2026-11-22T16:02:00.000Z',
};

describe('what is written', () => {
  it('says of a dispense which pack, how much, by whom and when', () => {
    const dispense = medicationDispense(PACK);
    expect(dispense).toMatchObject({
      resourceType: 'MedicationDispense',
      status: 'completed',
      medicationCodeableConcept: { coding: [{ system: 'https://www.gs1.org/gtin', code: PACK.gtin }] },
    });
    expect(summaryOf(dispense)).toEqual({
      title: 'Amoxicillin, 500 mg, capsule',
      amount: { count: 21, unit: 'capsule' },
      detail: 'Harbor Pharmacy',
      date: PACK.handedOverAt,
      state: 'current',
      about: PACK.lineId,
    });
  });

  it('says it in one line with the amount, for who reads no FHIR', () => {
    const line = 'Amoxicillin, 500 mg, capsule, 21 capsule, Harbor Pharmacy, 2026-11-22T16:02:00.000Z';
    expect(lineOf(medicationDispense(PACK))).toBe(line);
    expect(lineOf(allergyIntolerance('Penicillin', '2026-11-22'))).toBe('Penicillin, 2026-11-22');
  });

  it('takes a dispense back under the same line', () => {
    const { state, about } = summaryOf(takenBack(medicationDispense(PACK)));
    expect({ state, about }).toEqual({ state: 'taken-back', about: PACK.lineId });
  });

  it('names prescriptions, allergies, vaccinations and documents', () => {
    const request = medicationRequest({
      text: 'warfarin 5 mg',
      dosage: '1 a day',
      repeats: 2,
      on: '2026-11-01',
    });
    expect(summaryOf(request)).toMatchObject({
      title: 'warfarin 5 mg',
      detail: '1 a day',
      date: '2026-11-01',
    });
    expect(summaryOf(allergyIntolerance('Penicillin', '2020-01-02')).title).toBe('Penicillin');
    expect(summaryOf(immunization('Tetanus', '2021-05-06'))).toMatchObject({
      title: 'Tetanus',
      date: '2021-05-06',
    });
    expect(summaryOf(documentReference('Heart scan', [FILE], '2026-10-01')).title).toBe('Heart scan');
  });
});

describe('what others wrote', () => {
  const bundle = (...resources: (Resource | { fullUrl: string; resource: Resource })[]) =>
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'document',
      entry: resources.map((each) => ('resource' in each ? each : { resource: each })),
    });

  it('is filed by what it is, and what a record has no place for is counted', () => {
    const read = readBundle(
      bundle(
        medicationDispense(PACK),
        allergyIntolerance('Penicillin', '2020-01-02'),
        { resourceType: 'Claim' },
        { resourceType: 'Claim' },
      ),
    );
    expect(read.entries.map(({ category }) => category)).toEqual(['medications', 'allergies']);
    expect(read.skipped).toEqual({ Claim: 2 });
  });

  it('keeps the name of a medicine that stands elsewhere in the bundle', () => {
    const { entries } = readBundle(
      bundle(
        {
          fullUrl: 'urn:uuid:1',
          resource: { resourceType: 'Medication', code: { text: 'Lisinopril 10 mg' } },
        },
        { resourceType: 'MedicationRequest', medicationReference: { reference: 'urn:uuid:1' } },
      ),
    );
    expect(summaryOf(entries[0]!.resource).title).toBe('Lisinopril 10 mg');
  });

  it('comes back from a bundle of our own', () => {
    const own = ipsBundle([medicationDispense(PACK)], {
      id: 'x',
      timestamp: '2026-11-22T00:00:00Z',
      title: 'Patient summary',
      lineOf: ({ resourceType }) => resourceType,
      newId: () => crypto.randomUUID(),
    });
    expect(readBundle(JSON.stringify(own)).entries).toMatchObject([
      { category: 'medications', resource: medicationDispense(PACK) },
    ]);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"resourceType":"Patient"}',
    '{"resourceType":"Bundle"}',
    '{"resourceType":"Bundle","entry":[1]}',
  ])('is refused where it is %j', (text) => expect(() => readBundle(text)).toThrow(NotABundle));

  it('never breaks a list, whatever is in it', () => {
    const odd = {
      resourceType: 'MedicationDispense',
      quantity: 3,
      identifier: {},
      performer: [null],
      code: [],
    };
    expect(summaryOf(odd as unknown as Resource)).toEqual({
      title: '',
      detail: '',
      date: '',
      state: 'current',
      about: undefined,
    });
  });
});

it('takes a problem back by its verification, as R4 says it', () => {
  const problem = numbered(condition('Asthma', '2026-10-01'), 'n-1');
  const corrected = takenBack(problem);
  expect(corrected).not.toHaveProperty('status');
  expect(summaryOf(corrected)).toMatchObject({ state: 'taken-back', about: 'n-1', title: 'Asthma' });
  expect(summaryOf(problem)).toMatchObject({ state: 'current', about: 'n-1' });
});

it('shows the file of a document only where a browser runs nothing of it', () => {
  expect(fileIn(documentReference('Heart scan', [FILE], '2026-10-01'))).toEqual(FILE);
  const page = { contentType: 'text/html', data: 'PHNjcmlwdD4=' };
  expect(fileIn(documentReference('Heart scan', [page], '2026-10-01'))).toBeUndefined();
  expect(fileIn({ resourceType: 'DocumentReference', content: 'nothing' })).toBeUndefined();
});
