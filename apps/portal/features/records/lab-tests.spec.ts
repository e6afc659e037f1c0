import { describe, expect, it } from 'vitest';
import { summaryOf } from './fhir';
import { LAB_CODES, isLoinc } from './lab-codes';
import { observation, serviceRequest, testIn } from './lab-tests';

const INR = { text: 'INR', code: '6301-6' };
const resultOf = (result: string) => observation(INR, result, '2026-11-20');

describe('a LOINC code', () => {
  it('is checked by its last digit, which every one that is offered has', () => {
    expect(Object.keys(LAB_CODES).filter((code) => !isLoinc(code))).toEqual([]);
    for (const wrong of ['6301-5', '3601-6', '63016', '-6', '6301-', 'INR', '12345678-9', ' 6301-6'])
      expect([wrong, isLoinc(wrong)]).toEqual([wrong, false]);
  });
});

describe('a result', () => {
  it.each([
    ['2.4', { value: 2.4 }, '2.4'],
    ['5,4 %', { value: 5.4, unit: '%' }, '5.4 %'],
    ['7.2 10*9/L', { value: 7.2, unit: '10*9/L' }, '7.2 10*9/L'],
    ['5.4%', { value: 5.4, unit: '%' }, '5.4 %'],
    ['< 0.3 mg/L', { comparator: '<', value: 0.3, unit: 'mg/L' }, '<0.3 mg/L'],
    [' >=90 mL/min/1.73 m2 ', { comparator: '>=', value: 90, unit: 'mL/min/1.73 m2' }, '>=90 mL/min/1.73 m2'],
  ])('that is a number is one: %s', (typed, valueQuantity, shown) => {
    expect(resultOf(typed)).toMatchObject({ status: 'final', valueQuantity });
    expect(summaryOf(resultOf(typed))).toMatchObject({ title: 'INR', detail: shown, date: '2026-11-20' });
  });

  it.each(['negative', '1,234 U/L', '120/80', '2 to 3', '5.4.1', '12 345', '1.234 U/L'])(
    'that may be read in two ways, or is none, stays words: %s',
    (typed) => {
      expect(resultOf(typed)).toMatchObject({ valueString: typed });
      expect(summaryOf(resultOf(typed)).detail).toBe(typed);
    },
  );
});

describe('a test in a record', () => {
  it('is one that was done or is asked for, by LOINC and by words', () => {
    expect(testIn(resultOf('2.4'))).toEqual({ codes: ['6301-6'], text: 'INR', isAsked: false });
    expect(testIn(serviceRequest({ text: 'X-ray', code: '' }, '2026-11-20'))).toEqual({
      codes: [],
      text: 'X-ray',
      isAsked: true,
    });
    const elsewhere = { resourceType: 'DiagnosticReport', code: { coding: [{ display: 'CBC' }, 'rubbish'] } };
    expect(testIn(elsewhere)).toEqual({ codes: [], text: 'CBC', isAsked: false });
  });

  it('is none that was called off or done elsewhere as an order, none of other things, and none that is malformed', () => {
    const order = serviceRequest(INR, '2026-11-20');
    for (const status of ['revoked', 'completed', 'entered-in-error', 7, undefined])
      expect(testIn({ ...order, status })).toBeUndefined();
    expect(testIn({ resourceType: 'Condition', code: { text: 'INR' } })).toBeUndefined();
    expect(testIn({ resourceType: 'Observation', code: 'INR' })).toBeUndefined();
    expect(testIn({ resourceType: 'Observation', code: { coding: 'INR', text: 7 } })).toEqual({
      codes: [],
      text: '',
      isAsked: false,
    });
  });
});
