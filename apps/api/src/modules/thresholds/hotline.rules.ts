import { DomainError } from '../../platform/errors/index.js';

/** ITU-T E.164, 6.2: the country code and at most 15 digits in all; grouped as people read it (E.123, 3.1). */
const INTERNATIONAL = /^\+[1-9](?: ?\d){6,14}$/;

/**
 * The number as it is shown; null where there is none.
 * @throws DomainError BAD_INPUT where it cannot be called from everywhere.
 */
export function hotlineOf(typed: string | null | undefined): string | null {
  const number = (typed ?? '').trim().replace(/[-\s\u00a0\u202f]+/g, ' ');
  if (number === '') return null;
  if (!INTERNATIONAL.test(number))
    throw new DomainError(
      'BAD_INPUT',
      'Give the number as it is called from abroad: + and country code, then 15 digits at most, and nothing in brackets.',
    );
  return number;
}
