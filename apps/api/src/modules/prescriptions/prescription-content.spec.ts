import { describe, expect, it } from 'vitest';
import { contentFault, prescriptionContent } from './prescription-content.js';

const medicine = {
  ordinals: [0],
  substance: 'amoxicillin',
  baseUnit: 'capsule',
  dosage: 'one a day',
  substitutionAllowed: true,
};

describe('what is wrong with a prescription is said in the prescriber’s words', () => {
  it.each([
    [{ patientName: ' ' }, 'The patient’s name is missing.'],
    [{ patientBirthDate: '1990-02-30' }, 'The date of birth is not what it should be.'],
    [{ medicines: [medicine, { ...medicine, substance: '' }] }, 'Line 2: the substance is missing.'],
    [
      { medicines: [{ ...medicine, dosage: 'x'.repeat(1001) }] },
      'Line 1: the dosage is longer than 1000 characters.',
    ],
  ])('%#', (changed, words) => {
    const content = prescriptionContent.safeParse({
      version: 1,
      patientName: 'Ada Example',
      medicines: [medicine],
      ...changed,
    });
    expect(content.success ? undefined : contentFault(content.error)).toBe(words);
  });
});
