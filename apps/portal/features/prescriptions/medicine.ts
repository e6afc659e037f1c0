import type { IssueInput } from './prescriptions.documents';

/** A medicine as it is typed into the form. */
export interface Medicine {
  readonly substance: string;
  readonly strength: string;
  readonly form: string;
  readonly quantity: number | string;
  readonly baseUnit: string;
  readonly dosage: string;
  readonly substitutionAllowed: boolean;
  readonly repeats: number | string;
  readonly repeatEveryDays: number | string;
}

export const EMPTY_MEDICINE: Medicine = {
  substance: '',
  strength: '',
  form: '',
  quantity: '',
  baseUnit: 'tablet',
  dosage: '',
  substitutionAllowed: true,
  repeats: 0,
  repeatEveryDays: 28,
};

export type MedicineFault = 'substance' | 'quantity' | 'baseUnit' | 'dosage';

/** The first thing that is missing, or undefined. */
export function faultOf(medicine: Medicine): MedicineFault | undefined {
  if (medicine.substance.trim() === '') return 'substance';
  const quantity = Number(medicine.quantity);
  if (!Number.isSafeInteger(quantity) || quantity < 1) return 'quantity';
  if (medicine.baseUnit.trim() === '') return 'baseUnit';
  if (medicine.dosage.trim() === '') return 'dosage';
  return undefined;
}

/** As the API takes it. What was left empty is left out. */
export function itemOf(medicine: Medicine): IssueInput['items'][number] {
  const repeats = Number(medicine.repeats);
  return {
    substance: medicine.substance.trim(),
    quantity: Number(medicine.quantity),
    baseUnit: medicine.baseUnit.trim(),
    dosage: medicine.dosage.trim(),
    substitutionAllowed: medicine.substitutionAllowed,
    ...(medicine.strength.trim() === '' ? {} : { strength: medicine.strength.trim() }),
    ...(medicine.form.trim() === '' ? {} : { form: medicine.form.trim() }),
    ...(repeats > 0 ? { repeats, repeatEveryDays: Number(medicine.repeatEveryDays) } : {}),
  };
}
