import { DomainError } from '../../platform/errors/index.js';
import type { RecallStatus } from './recall.entity.js';

/** How dangerous the defect is; the number travels to the ledger. */
export const RECALL_CLASSES = { I: 1, II: 2, III: 3 } as const;
export type RecallClass = keyof typeof RECALL_CLASSES;

export interface RecallScope {
  readonly runId: number;
  readonly from: number;
  readonly to: number;
}

export interface AskedRecall {
  readonly class: string;
  readonly text: string;
  /** Typed by hand: a recall cannot be taken back. */
  readonly typedLotNumber: string;
  readonly range?: RecallScope | undefined;
  readonly withdrawal: boolean;
}

export interface RecallableLot {
  readonly number: string;
  readonly runs: readonly { readonly id: number; readonly unitCount: number }[];
  /** Proposed, approved or issued recalls of it. */
  readonly standing: readonly { readonly status: RecallStatus; readonly range: RecallScope | undefined }[];
}

/** The runs and ranges that a recall covers. @throws DomainError where it may not be proposed. */
export function recallScope(lot: RecallableLot, asked: AskedRecall): RecallScope[] {
  if (asked.typedLotNumber.trim() !== lot.number) {
    throw new DomainError(
      'RECALL_NOT_CONFIRMED',
      'Type the lot number exactly as it is, to confirm the recall.',
    );
  }
  if (!Object.hasOwn(RECALL_CLASSES, asked.class)) {
    throw new DomainError('BAD_INPUT', 'The class of a recall is I, II or III.');
  }
  if (!asked.text.trim()) throw new DomainError('BAD_INPUT', 'Write what pharmacies are to be told.');
  if (asked.range && asked.withdrawal) {
    throw new DomainError('BAD_INPUT', 'A withdrawal takes back the whole lot, not a range.');
  }
  const covered = lot.standing.some(
    ({ range }) => range === undefined || (asked.range && covers(range, asked.range)),
  );
  if (covered)
    throw new DomainError('RECALL_EXISTS', 'This is recalled already, or a recall of it is proposed.');
  if (lot.runs.length === 0) throw new DomainError('LOT_WITHOUT_UNITS', 'This lot has no registered units.');
  return asked.range
    ? [rangeOf(lot, asked.range)]
    : lot.runs.map(({ id, unitCount }) => wholeRun(id, unitCount));
}

function rangeOf(lot: RecallableLot, range: RecallScope): RecallScope {
  const run = lot.runs.find(({ id }) => id === range.runId);
  const { from, to } = range;
  const whole = Number.isSafeInteger(from) && Number.isSafeInteger(to);
  if (!run || !whole || from < 0 || to > run.unitCount || from >= to) {
    throw new DomainError('BAD_INPUT', `The range must lie in a run of lot ${lot.number}.`);
  }
  return range;
}

function wholeRun(runId: number, unitCount: number): RecallScope {
  return { runId, from: 0, to: unitCount };
}

function covers(outer: RecallScope, inner: RecallScope): boolean {
  return outer.runId === inner.runId && outer.from <= inner.from && outer.to >= inner.to;
}

/** Two people: whoever proposed it may not approve it. */
export function mayApprove(recall: { status: RecallStatus; proposedBy: string }, userId: string): void {
  if (recall.status !== 'PROPOSED') {
    throw new DomainError('RECALL_SETTLED', 'This recall is approved already, or was refused.');
  }
  if (recall.proposedBy === userId) {
    throw new DomainError('RECALL_SAME_PERSON', 'A recall needs a second person: you proposed this one.');
  }
}
