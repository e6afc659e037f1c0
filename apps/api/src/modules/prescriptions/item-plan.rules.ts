import { MAX_QUANTITY } from '@custodia/ledger';
import { DomainError } from '../../platform/errors/index.js';

/** A medicine as the prescriber asks for it; days as YYYY-MM-DD. */
export interface AskedMedicine {
  readonly quantity: number;
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
  /** How often it may be filled again after the first time. */
  readonly repeats?: number | undefined;
  readonly repeatEveryDays?: number | undefined;
}

/** One item of the ledger: a medicine, or a repeat of it. */
export interface PlannedItem {
  readonly ordinal: number;
  /** Which medicine it fills. */
  readonly medicine: number;
  readonly quantity: number;
  readonly validFrom: string;
  readonly validUntil: string;
}

export const MOST_ITEMS = 50;
const MOST_REPEATS = 24;
const USUAL_VALID_DAYS = 90;
const USUAL_REPEAT_DAYS = 28;
const LONGEST_DAYS = 3 * 366;

/** Every repeat becomes an item of its own that opens on its day, so that visits do not link. */
export function planItems(medicines: readonly AskedMedicine[], today: string): PlannedItem[] {
  if (medicines.length === 0) throw refused('A prescription has at least one medicine.');
  const items = medicines.flatMap((asked, medicine) =>
    planMedicine(asked, today, medicine + 1).map((part) => ({ ...part, medicine })),
  );
  if (items.length > MOST_ITEMS) {
    throw refused(
      `A prescription has at most ${MOST_ITEMS} items, repeats included; this one has ${items.length}.`,
    );
  }
  return items.map((item, ordinal) => ({ ...item, ordinal }));
}

function planMedicine(asked: AskedMedicine, today: string, line: number) {
  const { quantity, repeats = 0, repeatEveryDays = USUAL_REPEAT_DAYS, validFrom = today } = asked;
  const validUntil = asked.validUntil ?? addDays(validFrom, USUAL_VALID_DAYS);
  const days = daysBetween(validFrom, validUntil);
  if (!isWhole(quantity, 1, MAX_QUANTITY))
    throw refused(`Line ${line}: the quantity is a whole number from 1 up.`);
  if (!isWhole(repeats, 0, MOST_REPEATS))
    throw refused(`Line ${line}: 0 to ${MOST_REPEATS} repeats are possible.`);
  if (!isWhole(repeatEveryDays, 1, 366)) throw refused(`Line ${line}: repeats come every 1 to 366 days.`);
  if (days < 0) throw refused(`Line ${line}: the last day of validity lies before the first.`);
  if (validUntil < today) throw refused(`Line ${line}: the last day of validity is over.`);
  if (days + repeats * repeatEveryDays > LONGEST_DAYS)
    throw refused(`Line ${line}: valid for at most three years.`);
  return Array.from({ length: repeats + 1 }, (_, repeat) => ({
    quantity,
    validFrom: addDays(validFrom, repeat * repeatEveryDays),
    validUntil: addDays(validUntil, repeat * repeatEveryDays),
  }));
}

const DAY_MS = 86_400_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function refused(message: string): DomainError {
  return new DomainError('PRESCRIPTION_INVALID', message);
}
