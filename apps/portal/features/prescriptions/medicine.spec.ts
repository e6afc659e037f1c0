import { describe, expect, it } from 'vitest';
import { EMPTY_MEDICINE, faultOf, itemOf } from './medicine';

const complete = {
  ...EMPTY_MEDICINE,
  substance: ' amoxicillin ',
  quantity: 20,
  dosage: '1 three times a day',
};

describe('medicine', () => {
  it('says what is missing, one thing at a time', () => {
    expect(faultOf(EMPTY_MEDICINE)).toBe('substance');
    expect(faultOf({ ...complete, quantity: 0 })).toBe('quantity');
    expect(faultOf({ ...complete, quantity: '1.5' })).toBe('quantity');
    expect(faultOf({ ...complete, baseUnit: ' ' })).toBe('baseUnit');
    expect(faultOf({ ...complete, dosage: '' })).toBe('dosage');
    expect(faultOf(complete)).toBeUndefined();
  });

  it('leaves out what is empty, and the interval where nothing repeats', () => {
    expect(itemOf(complete)).toEqual({
      substance: 'amoxicillin',
      quantity: 20,
      baseUnit: 'tablet',
      dosage: '1 three times a day',
      substitutionAllowed: true,
    });
    expect(itemOf({ ...complete, repeats: 2, repeatEveryDays: '30' })).toMatchObject({
      repeats: 2,
      repeatEveryDays: 30,
    });
  });
});
