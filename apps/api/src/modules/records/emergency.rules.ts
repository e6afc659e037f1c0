import { DomainError } from '../../platform/errors/index.js';

/** Why somebody reads without asking; the release nodes know the same ones. */
export const EMERGENCY_REASONS = ['unconscious', 'cannot-answer', 'life-threatening', 'other'] as const;

/** What a privacy officer finds. */
export const REVIEW_OUTCOMES = ['JUSTIFIED', 'NOT_JUSTIFIED'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

const HASH = /^0x[0-9a-f]{64}$/;
const MOST_WORDS = 150;

export interface AskedEmergency {
  readonly requestHash: string;
  readonly reason: string;
  readonly words: string;
}

/** @throws DomainError BAD_INPUT, saying what to change */
export function checkEmergency({ requestHash, reason, words }: AskedEmergency): void {
  if (!HASH.test(requestHash)) throw bad('This is not the hash of a request.');
  if (!EMERGENCY_REASONS.some((one) => one === reason)) throw bad('Say why nobody could be asked.');
  if (words.length > MOST_WORDS) throw bad(`Write ${MOST_WORDS} characters at most.`);
  if (reason === 'other' && words.trim() === '') throw bad('Say in words why nobody could be asked.');
}

/** What is known of a use when it is reviewed. */
export interface ReviewedUse {
  readonly readerId: string;
  readonly outcome: ReviewOutcome | null;
}

/** @throws DomainError OWN_EMERGENCY, EMERGENCY_REVIEWED, BAD_INPUT */
export function checkReview(
  use: ReviewedUse,
  review: { readonly reviewerId: string; readonly outcome: ReviewOutcome; readonly words: string },
): void {
  if (use.readerId === review.reviewerId)
    throw new DomainError('OWN_EMERGENCY', 'Somebody else has to review what you opened yourself.');
  if (use.outcome)
    throw new DomainError('EMERGENCY_REVIEWED', 'Somebody reviewed this already. Load the list again.');
  if (review.outcome === 'NOT_JUSTIFIED' && review.words.trim() === '')
    throw bad('Say why it was not justified, and what follows from it.');
  if (review.words.length > 1000) throw bad('Write 1000 characters at most.');
}

const CARD = /^[0-9A-Z]{12}$/;

/** A card's code as it was typed or scanned; undefined for what cannot be one. */
export function readCard(text: string): string | undefined {
  const code = text
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/^CUSTODIA:/, '');
  return CARD.test(code) ? code : undefined;
}

function bad(message: string): DomainError {
  return new DomainError('BAD_INPUT', message);
}
