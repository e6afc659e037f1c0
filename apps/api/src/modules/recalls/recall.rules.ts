import { DomainError } from '../../platform/errors/index.js';
import type { RecallStatus } from './recall.entity.js';

/** How dangerous the defect is; the number travels to the ledger. */
export const RECALL_CLASSES = { I: 1, II: 2, III: 3 } as const;
export type RecallClass = keyof typeof RECALL_CLASSES;

/** The ledger looks at each of them whenever a unit moves. */
const MAX_RANGES_OF_RUN = 16;

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
  /** None: the whole lot. */
  readonly ranges: readonly RecallScope[];
  readonly withdrawal: boolean;
}

export interface RecallableLot {
  readonly number: string;
  readonly runs: readonly { readonly id: number; readonly unitCount: number }[];
  /** Proposed, approved or issued recalls of it. */
  readonly standing: readonly {
    readonly status: RecallStatus;
    readonly wholeLot: boolean;
    readonly scope: readonly RecallScope[];
  }[];
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
  if (asked.ranges.length > 0 && asked.withdrawal) {
    throw new DomainError('BAD_INPUT', 'A withdrawal takes back the whole lot, not a range.');
  }
  if (lot.runs.length === 0) throw new DomainError('LOT_WITHOUT_UNITS', 'This lot has no registered units.');
  const taken = merged(lot.standing.flatMap(({ scope }) => scope));
  const wanted = asked.ranges.length > 0 ? rangesIn(lot, asked.ranges) : lot.runs.map(wholeRun);
  // What is left of a whole lot goes on: a run that is recalled to its last unit is not recalled again.
  const open = wanted.filter((scope) => !taken.some((outer) => covers(outer, scope)));
  const covered = asked.ranges.length > 0 ? open.length < wanted.length : open.length === 0;
  if (covered || lot.standing.some(({ wholeLot }) => wholeLot)) {
    throw new DomainError('RECALL_EXISTS', 'This is recalled already, or a recall of it is proposed.');
  }
  if (asked.ranges.length > 0) limitRanges([...lot.standing.flatMap(({ scope }) => scope), ...open]);
  return open;
}

/** Neighbouring and overlapping units become one range. */
function merged(ranges: readonly RecallScope[]): RecallScope[] {
  const result: RecallScope[] = [];
  for (const range of [...ranges].sort((a, b) => a.runId - b.runId || a.from - b.from)) {
    const last = result.at(-1);
    if (last?.runId === range.runId && range.from <= last.to) {
      result[result.length - 1] = { ...last, to: Math.max(last.to, range.to) };
    } else result.push(range);
  }
  return result;
}

/** Single units as ranges. */
export function rangesOfUnits(
  units: readonly { readonly runId: number; readonly index: number }[],
): RecallScope[] {
  return merged(units.map(({ runId, index }) => ({ runId, from: index, to: index + 1 })));
}

function rangesIn(lot: RecallableLot, ranges: readonly RecallScope[]): RecallScope[] {
  for (const { runId, from, to } of ranges) {
    const run = lot.runs.find(({ id }) => id === runId);
    const whole = Number.isSafeInteger(from) && Number.isSafeInteger(to);
    if (!run || !whole || from < 0 || to > run.unitCount || from >= to) {
      throw new DomainError('BAD_INPUT', `Each range must lie in a run of lot ${lot.number}.`);
    }
  }
  return merged(ranges);
}

function limitRanges(ranges: readonly RecallScope[]): void {
  for (const { runId } of ranges) {
    if (ranges.filter((range) => range.runId === runId).length <= MAX_RANGES_OF_RUN) continue;
    throw new DomainError(
      'RECALL_TOO_MANY_RANGES',
      `A run can have ${MAX_RANGES_OF_RUN} recalled ranges, and these would be more. Recall wider ranges, or the whole lot.`,
    );
  }
}

function wholeRun({ id, unitCount }: RecallableLot['runs'][number]): RecallScope {
  return { runId: id, from: 0, to: unitCount };
}

function covers(outer: RecallScope, inner: RecallScope): boolean {
  return outer.runId === inner.runId && outer.from <= inner.from && outer.to >= inner.to;
}

/** Only what is neither approved nor refused can be taken back. @returns why it is, without blanks around it. */
export function retraction(recall: { status: RecallStatus }, reason: string): string {
  mustBeProposed(recall);
  const why = reason.trim();
  if (why === '') throw new DomainError('BAD_INPUT', 'Say why the proposal is taken back.');
  return why;
}

/** Two people: whoever proposed it may not approve it. */
export function mayApprove(recall: { status: RecallStatus; proposedBy: string }, userId: string): void {
  mustBeProposed(recall);
  if (recall.proposedBy === userId) {
    throw new DomainError('RECALL_SAME_PERSON', 'A recall needs a second person: you proposed this one.');
  }
}

function mustBeProposed({ status }: { status: RecallStatus }): void {
  if (status === 'PROPOSED') return;
  throw new DomainError('RECALL_SETTLED', 'This recall is approved already, or was refused or taken back.');
}
