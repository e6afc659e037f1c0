import { scopesAt, type Permission, type Role } from '@custodia/access';
import { DomainError } from '../../platform/errors/index.js';

const LONGEST_NAME = 60;
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/** @throws DomainError BAD_INPUT */
export function checkMachineName(typed: string): string {
  const name = typed.trim().replaceAll(/\s+/g, ' ');
  if (name === '' || name.length > LONGEST_NAME || /\p{C}/u.test(name))
    throw new DomainError('BAD_INPUT', `name: 1 to ${LONGEST_NAME} characters that can be shown.`);
  return name;
}

/** At least one, and none that the site itself, or any machine, may not. @throws DomainError BAD_INPUT */
export function checkScopes(wanted: readonly string[], roles: readonly Role[]): Permission[] {
  const known = scopesAt(roles);
  const strange = wanted.filter((scope) => !known.some((one) => one === scope));
  if (strange.length > 0)
    throw new DomainError('BAD_INPUT', `No machine of this site can be allowed: ${strange.join(', ')}.`);
  if (wanted.length === 0) throw new DomainError('BAD_INPUT', 'Say what the machine may do.');
  return known.filter((scope) => wanted.includes(scope));
}

/** @throws DomainError BAD_INPUT */
export function expiryIn(days: number, now: Date): Date {
  if (days < 1 || days > MOST_DAYS)
    throw new DomainError('BAD_INPUT', `A key is good for 1 to ${MOST_DAYS} days.`);
  return new Date(now.getTime() + days * DAY_MS);
}
