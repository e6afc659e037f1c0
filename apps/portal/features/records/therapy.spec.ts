import { therapyTagOf } from '@custodia/vault';
import { expect, it } from 'vitest';
import type { RecordLine } from './entry-list';
import { askedAbout } from './access-lines';
import { medicationDispense, summaryOf } from './fhir';
import { substancesByTag, suppliedOf, unasked } from './therapy';

const ramipril = { name: 'Tritace', substances: ['ramipril'], form: 'tablet' };
const combined = { name: 'Delix plus', substances: ['ramipril', 'hydrochlorothiazide'], form: 'capsule' };
const cream = { name: 'Diclo', substances: ['diclofenac sodium'], form: 'gel' };

it('each substance and way into the body is asked for once, and what was answered not again', () => {
  expect(unasked([ramipril, combined, cream], new Map()).map(({ substance }) => substance)).toEqual([
    'ramipril',
    'hydrochlorothiazide',
    'diclofenac sodium',
  ]);
  const answers = new Map([
    ['ramipril systemic', undefined],
    ['diclofenac systemic', undefined],
  ]);
  expect(unasked([ramipril, combined, cream], answers).map(({ substance }) => substance)).toEqual([
    'hydrochlorothiazide',
    'diclofenac sodium',
  ]);
  const many = { name: 'Many', substances: Array.from({ length: 30 }, (_, n) => `substance${n}`) };
  expect(unasked([many], new Map())).toHaveLength(20);
});

it('an answer is about each medicine of the basket that has the substance', () => {
  const answers = new Map([
    ['ramipril systemic', '2026-12-12'],
    ['hydrochlorothiazide systemic', undefined],
  ]);
  expect(suppliedOf([ramipril, combined, cream], answers)).toEqual([
    { candidate: 'Tritace', substance: 'ramipril', until: '2026-12-12' },
    { candidate: 'Delix plus', substance: 'ramipril', until: '2026-12-12' },
  ]);
});

it('the patient’s device names what was asked about, as far as the record has it', async () => {
  const tagKey = new Uint8Array(32).fill(7);
  const resource = medicationDispense({
    lineId: 'l',
    gtin: '00307812613764',
    name: 'Tritace',
    substance: 'Ramipril',
    quantity: 30,
    unit: 'tablet',
    lotNumber: 'A1',
    pharmacy: 'Harbor Pharmacy',
    handedOverAt: '2026-11-10T09:00:00Z',
    days: 30,
  });
  expect(resource['daysSupply']).toEqual({ value: 30, unit: 'days' });
  const summary = summaryOf(resource);
  const read = { kind: 'read', id: 'x', category: 'medications', author: 'Harbor', party: 6 } as const;
  const lines: RecordLine[] = [{ ...read, resource, summary, before: [] }];
  const names = await substancesByTag(tagKey, lines);
  const asked = (key: Uint8Array<ArrayBuffer>, substance: string, form: string) =>
    therapyTagOf(key, { substance, form });
  const tags = await Promise.all([
    asked(tagKey, 'ramipril', 'tablet'),
    asked(tagKey, 'metformin', 'tablet'),
    asked(new Uint8Array(32), 'ramipril', 'tablet'),
  ]);
  expect(askedAbout({ tags }, names)).toEqual({ known: ['ramipril'], others: 2 });
  expect(askedAbout({}, names)).toEqual({ known: [], others: 0 });
});
