import type { Category } from '@custodia/vault';

/** LOINC, https://loinc.org: the codes are copyright of Regenstrief Institute and the LOINC Committee, under loinc.org/license. */
export const LOINC = 'http://loinc.org';

interface LabCode {
  /** The part of the record that the test belongs to, where it is another one than laboratory. */
  readonly category?: Category;
  /** For how long a result usually serves. */
  readonly days?: number;
}

/** Where nobody says for how long a result serves. */
const USUAL_DAYS = 30;

/**
 * Tests that are offered by name: names stand in the messages. For how long each serves is a demonstration, as the shipped
 * interactions are: who treats decides.
 */
export const LAB_CODES: Readonly<Record<string, LabCode>> = {
  '58410-2': {},
  '718-7': {},
  '4548-4': { days: 90 },
  '2345-7': { days: 7 },
  '2160-0': {},
  '2823-3': { days: 7 },
  '1742-6': {},
  '24331-1': { days: 90 },
  '13457-7': { days: 90 },
  '3016-3': { days: 60 },
  '2276-4': { days: 90 },
  '2132-9': { days: 90 },
  '62292-8': { days: 90 },
  '1988-5': { days: 3 },
  '6301-6': { days: 14 },
  '33762-6': {},
  '2857-1': { days: 180 },
  '56888-1': { category: 'sexual-health', days: 90 },
  '42148-7': { category: 'cardiology', days: 180 },
};

/** For how many days a test counts as done. */
export function daysOf(code: string): number {
  return LAB_CODES[code]?.days ?? USUAL_DAYS;
}

/** Where a test and its result are filed. */
export function partOfTest(code: string): Category {
  return LAB_CODES[code]?.category ?? 'laboratory';
}

/** Whether a text is a LOINC code: its last digit checks the others (LOINC Users' Guide, "check digit", mod 10). */
export function isLoinc(code: string): boolean {
  const [, digits, check] = /^(\d{1,7})-(\d)$/.exec(code) ?? [];
  if (digits === undefined) return false;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}
