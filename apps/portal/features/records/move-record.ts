import type { Brought } from './bring-back';
import { isResource } from './fhir';
import type { OwnEntry } from './record';
import type { Taken } from './take-along';

/**
 * Why a record goes on as a new one, and what is done one after the other. Whoever had a way into the old one had its root
 * secret, so that nothing but new keys keeps them out. An address has one account and an account one record: somebody's
 * own is erased before the new one begins, and not before its file was opened from where it was put.
 */
export const STEPS = {
  own: ['save', 'try', 'log', 'erase', 'begin', 'bring', 'count', 'again'],
  handOver: ['save', 'try', 'log', 'theirs', 'erase'],
} as const;

export type Occasion = keyof typeof STEPS;
export type Step = (typeof STEPS)[Occasion][number];

/** What was saved, so that it is known again. */
export interface Saved extends Omit<Taken, 'file'> {
  /** No two files begin alike. */
  readonly mark: string;
}

/** How far a move is. Kept on the device, and holds nothing of the record but how many entries there are. */
export interface Move {
  readonly occasion: Occasion;
  /** Of the record that ends. */
  readonly of: string;
  readonly done: readonly Step[];
  readonly saved?: Saved;
  /** The entries that the file brings. */
  readonly entries?: number;
}

export function newMove(occasion: Occasion, of: string): Move {
  return { occasion, of, done: [] };
}

/**
 * What is to be done next; undefined where the move is over, or of another record.
 * @param here the record that is open; none at the door
 */
export function stepOf({ occasion, of, done }: Move, here: string | undefined): Step | undefined {
  const next = STEPS[occasion].find((step) => !done.includes(step));
  if (!done.includes('erase')) return here === of ? next : undefined;
  // A new record shows by itself that it has begun.
  if (next === 'begin') return here === undefined || here === of ? 'begin' : 'bring';
  return here === of ? undefined : next;
}

/** The move with its next step done; another step than that changes nothing. */
export function did(move: Move, here: string, step: Step, found: Pick<Move, 'saved' | 'entries'> = {}): Move {
  if (stepOf(move, here) !== step) return move;
  const done: Step[] = step === 'bring' ? ['begin', 'bring'] : [step];
  return { ...move, ...found, done: [...move.done, ...done] };
}

/** What the file that was saved does not bring, whether it is not in it or not as its author signed it. */
export function lostOf(
  saved: Saved,
  { left, forged, without }: Omit<Brought, 'entries'>,
): { readonly lost: number; readonly files: number } {
  return { lost: saved.unread + left + forged, files: Math.max(saved.without, without) };
}

/** Entries that a file would bring: the summary for emergencies says the same again. */
export function countOf(entries: readonly Pick<OwnEntry, 'outcome'>[]): number {
  return entries.filter(
    ({ outcome }) =>
      outcome.kind === 'read' &&
      isResource(outcome.entry.body) &&
      outcome.entry.body.resourceType !== 'Bundle',
  ).length;
}
