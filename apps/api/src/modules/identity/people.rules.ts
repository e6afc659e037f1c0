import { dutiesAt, type Duty, type Role } from '@custodia/access';
import { DomainError } from '../../platform/errors/index.js';

const LONGEST_EMAIL = 254;
const LONGEST_NAME = 100;

/** @returns the email without what surrounds it. @throws DomainError BAD_INPUT */
export function checkEmail(typed: string): string {
  const email = typed.trim();
  if (email.length > LONGEST_EMAIL || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email))
    throw new DomainError('BAD_INPUT', 'This is no email address.');
  return email;
}

/** @throws DomainError BAD_INPUT */
export function checkName(typed: string): string {
  const name = typed.trim().replaceAll(/\s+/g, ' ');
  if (name === '' || name.length > LONGEST_NAME)
    throw new DomainError('BAD_INPUT', `A name has 1 to ${LONGEST_NAME} characters.`);
  return name;
}

/** What people of a site with these roles can be trusted with at all. @throws DomainError BAD_INPUT */
export function checkDuties(wanted: readonly string[], roles: readonly Role[]): Duty[] {
  const known = dutiesAt(roles);
  const strange = wanted.filter((duty) => !known.some((one) => one === duty));
  if (strange.length > 0)
    throw new DomainError('BAD_INPUT', `Nobody of this site can be trusted with: ${strange.join(', ')}.`);
  return known.filter((duty) => wanted.includes(duty));
}
