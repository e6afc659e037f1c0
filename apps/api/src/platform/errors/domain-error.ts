import type { ErrorCode } from './error-code.js';

/**
 * A refusal that the caller can understand and act on. The message is shown to the user: it says what was wrong and
 * what to do, in the user's words. `details` are safe to show as well.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
  }
}

/** The answer for what is missing and for what is not the actor's to see: both alike. */
export function notFound(what: string): DomainError {
  return new DomainError('NOT_FOUND', `There is no such ${what}, or it is not yours to see.`);
}
