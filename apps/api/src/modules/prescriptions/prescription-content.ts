import { z } from 'zod';

const words = (most: number) => z.string().trim().min(1).max(most);

/** One medicine as the prescriber wrote it. `ordinals` are the ledger items that fill it: itself and its repeats. */
const medicine = z.strictObject({
  ordinals: z.array(z.int().min(0)).min(1),
  substance: words(500),
  productGtin: z
    .string()
    .regex(/^\d{14}$/)
    .optional(),
  strength: words(200).optional(),
  form: words(200).optional(),
  baseUnit: words(40),
  dosage: words(1000),
  substitutionAllowed: z.boolean(),
});

/** What is sealed: readable only with the key that the paper carries. Never stored or logged in the clear. */
export const prescriptionContent = z.strictObject({
  version: z.literal(1),
  patientName: words(200),
  patientBirthDate: z.iso.date().optional(),
  medicines: z.array(medicine).min(1),
});

const NAMES: Readonly<Record<string, string>> = {
  patientName: 'the patient’s name',
  patientBirthDate: 'the date of birth',
  substance: 'the substance',
  strength: 'the strength',
  form: 'the form',
  baseUnit: 'the unit',
  dosage: 'the dosage',
};

/** What is wrong with it, in the prescriber's words. */
export function contentFault({ issues: [issue] }: z.ZodError): string {
  const [place, line, field = place] = issue?.path ?? [];
  const name = NAMES[String(field)] ?? String(field);
  const text = `${name} ${faultOf(issue)}.`;
  return place === 'medicines'
    ? `Line ${Number(line) + 1}: ${text}`
    : text.charAt(0).toUpperCase() + text.slice(1);
}

function faultOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'too_small') return 'is missing';
  if (issue?.code === 'too_big') return `is longer than ${issue.maximum} characters`;
  return 'is not what it should be';
}

export type PrescriptionContent = z.infer<typeof prescriptionContent>;
export type PrescribedMedicine = PrescriptionContent['medicines'][number];
