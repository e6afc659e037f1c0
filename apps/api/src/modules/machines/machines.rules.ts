import { scopesAt, type Permission, type Role } from '@custodia/access';
import { DomainError } from '../../platform/errors/index.js';

const LONGEST_NAME = 60;
const MOST_DAYS = 366;
/** Where the node has no limit. */
const MOST_PER_SECOND = 100_000;
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

/**
 * A limit of a machine's own narrows the node's and never widens it.
 * @param most what the node lets any machine send a second; 0 for no limit
 * @throws DomainError BAD_INPUT
 */
export function checkLimit(wanted: number | null, most: number): number | null {
  if (wanted === null) return null;
  const bound = most || MOST_PER_SECOND;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > bound)
    throw new DomainError('BAD_INPUT', `A machine may send 1 to ${bound} requests a second.`, {
      most: bound,
    });
  return wanted;
}

/** What holds now: the node's limit can have become lower since. 0 for no limit. */
export function limitOf(own: number | null, most: number): number {
  if (own === null) return most;
  return most === 0 ? own : Math.min(own, most);
}

/** @throws DomainError BAD_INPUT */
export function expiryIn(days: number, now: Date): Date {
  if (days < 1 || days > MOST_DAYS)
    throw new DomainError('BAD_INPUT', `A key is good for 1 to ${MOST_DAYS} days.`);
  return new Date(now.getTime() + days * DAY_MS);
}
