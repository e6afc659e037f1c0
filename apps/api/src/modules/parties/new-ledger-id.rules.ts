import type { SiteRole } from '@custodia/access';
import { DomainError } from '../../platform/errors/index.js';
import { shownText } from './new-site.rules.js';

export interface NewLedgerId {
  readonly purpose: string;
  readonly roles: readonly SiteRole[];
}

/** A ledger id that a site has. */
export interface KnownLedgerId {
  readonly purpose: string | null;
}

/** Every one of them travels with each request of the site's people. */
export const MOST_LEDGER_IDS = 16;

/**
 * One more ledger id for a site: for a purpose of its own, in some of the site's roles, all of them by default.
 * @throws DomainError BAD_INPUT
 */
export function newLedgerId(
  input: { readonly purpose: string; readonly roles?: readonly SiteRole[] | null | undefined },
  site: { readonly roles: readonly SiteRole[] },
  known: readonly KnownLedgerId[],
): NewLedgerId {
  const purpose = shownText('purpose', input.purpose);
  if (known.some((one) => one.purpose?.toLowerCase() === purpose.toLowerCase()))
    throw new DomainError('BAD_INPUT', `This site has a ledger id for "${purpose}" already.`);
  if (known.length >= MOST_LEDGER_IDS)
    throw new DomainError('BAD_INPUT', `A site has at most ${MOST_LEDGER_IDS} ledger ids.`);
  const roles = [...new Set(input.roles ?? site.roles)];
  if (roles.length === 0) throw new DomainError('BAD_INPUT', 'A ledger id needs at least one role.');
  const strange = roles.find((role) => !site.roles.includes(role));
  if (strange)
    throw new DomainError(
      'BAD_INPUT',
      `The site is not licensed as ${strange.toLowerCase()}: nor is its ledger id.`,
    );
  return { purpose, roles };
}
