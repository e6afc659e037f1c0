import { DUTIES, type Duty } from './duties.js';
import { GRANTED_TO, NEEDS_DUTY, PERMISSIONS, isReadOnly, type Permission } from './permissions.js';
import type { Role } from './roles.js';

/** A person at a site, or a patient. */
export interface Bearer {
  readonly roles: readonly Role[];
  readonly duties: readonly Duty[];
  /** False for a site that is not admitted yet or is suspended: its people read and change nothing. */
  readonly active: boolean;
}

export function can(bearer: Bearer, permission: Permission): boolean {
  const roles: readonly Role[] = GRANTED_TO[permission];
  if (!bearer.roles.some((role) => roles.includes(role))) return false;
  if (!bearer.active && !isReadOnly(permission)) return false;
  const duty = NEEDS_DUTY[permission];
  return duty === undefined || bearer.duties.includes(duty);
}

/** What people of a site with these roles can be trusted with. */
export function dutiesAt(roles: readonly Role[]): Duty[] {
  const bound = PERMISSIONS.filter((permission) => can({ roles, duties: DUTIES, active: true }, permission));
  return DUTIES.filter((duty) => bound.some((permission) => NEEDS_DUTY[permission] === duty));
}

export function permissionsOf(bearer: Bearer): Permission[] {
  return PERMISSIONS.filter((permission) => can(bearer, permission));
}
