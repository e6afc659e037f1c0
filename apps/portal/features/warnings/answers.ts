import type { DispenseInput } from '@/features/dispensing/dispensing.documents';
import type { TestWarning, Warning } from './warnings';
import type { AnsweredWarning } from './warnings.documents';

export type OverriddenWarning = NonNullable<DispenseInput['warnings']>[number];
export type OverrideReason = OverriddenWarning['reason'];

/** Why somebody goes on all the same. */
const SHARED: readonly OverrideReason[] = ['BENEFIT', 'MONITORED', 'REPLACED', 'TOLERATED', 'OUTDATED'];
export const PRESCRIBER_REASONS: readonly OverrideReason[] = [...SHARED, 'OTHER'];
/** Who hands out what another prescribed may have asked them. */
export const COUNTER_REASONS: readonly OverrideReason[] = [...SHARED, 'AGREED', 'OTHER'];

/** Why a test is asked for once more: it goes into the record as words. */
export const TEST_REASONS = ['COURSE', 'CHANGED', 'DOUBT', 'OTHER'] as const;
export type TestReason = (typeof TEST_REASONS)[number];

export interface WarningAnswer {
  readonly reason: OverrideReason | undefined;
  readonly words: string;
  /** The warning was of no help. */
  readonly unhelpful: boolean;
}

/** By the key of the warning. */
export type Answers = ReadonlyMap<string, WarningAnswer>;

export const NO_ANSWER: WarningAnswer = { reason: undefined, words: '', unhelpful: false };

/** The same as long as the same is warned of. */
export function keyOf({ kind, candidate, substance, with: besides, date }: Warning | TestWarning): string {
  return JSON.stringify([kind, candidate, substance, besides, date]);
}

const KIND = { duplicate: 'DUPLICATE', interaction: 'INTERACTION' } as const;

/** The warnings with the reasons for which they are gone on against, or undefined while one has none. */
export function overriddenOf(
  warnings: readonly Warning[],
  answers: Answers,
): OverriddenWarning[] | undefined {
  const answered = warnings.flatMap((warning) => {
    const { reason, words, unhelpful } = answers.get(keyOf(warning)) ?? NO_ANSWER;
    if (!reason) return [];
    const { kind, candidate, substance, with: besides } = warning;
    return [
      {
        kind: KIND[kind],
        given: short(candidate),
        // An entry may name nothing; a warning without a name would be none.
        besides: short(besides) || short(substance),
        about: short(substance),
        reason,
        ...(words.trim() && { words: words.trim() }),
        ...(unhelpful && { unhelpful }),
      },
    ];
  });
  return answered.length === warnings.length ? answered : undefined;
}

/** What is counted of a warning. */
export function answeredOf(
  warning: Warning | TestWarning,
  answers: Answers,
  heeded: boolean,
): AnsweredWarning {
  const { unhelpful } = answers.get(keyOf(warning)) ?? NO_ANSWER;
  return { kind: warning.kind === 'test' ? 'TEST' : KIND[warning.kind], heeded, unhelpful };
}

/** Warnings about medicines that are gone from where they were about to be given. */
export function goneFrom(
  warnings: readonly Warning[],
  removed: readonly string[],
  left: readonly string[],
): Warning[] {
  return warnings.filter(({ candidate }) => removed.includes(candidate) && !left.includes(candidate));
}

/** What others wrote may be of any length: the record of a warning takes as much of a name. */
function short(text: string): string {
  return text.trim().slice(0, 300);
}
