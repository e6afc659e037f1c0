/** What is warned of: a substance that is taken already, or two that interact. */
export const WARNING_KINDS = ['DUPLICATE', 'INTERACTION'] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

/** What is counted: a test that was done already, too, of which no supply is warned. */
export const COUNTED_KINDS = [...WARNING_KINDS, 'TEST'] as const;
export type CountedKind = (typeof COUNTED_KINDS)[number];

/** Why somebody goes on all the same. */
export const OVERRIDE_REASONS = [
  'BENEFIT',
  'MONITORED',
  'REPLACED',
  'TOLERATED',
  'OUTDATED',
  'AGREED',
  'OTHER',
] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

/** A warning that somebody went on against. It tells what the patient takes: it is kept sealed. */
export interface OverriddenWarning {
  readonly kind: WarningKind;
  readonly given: string;
  readonly besides: string;
  readonly about: string;
  readonly reason: OverrideReason;
  readonly words?: string | undefined;
}

/** What became of a warning: as much as is counted of it. */
export interface AnsweredWarning {
  readonly kind: CountedKind;
  readonly heeded: boolean;
  readonly unhelpful: boolean;
}
