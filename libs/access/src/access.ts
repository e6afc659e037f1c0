import { DUTIES, type Duty } from './duties.js';
import {
  GRANTED_TO,
  NEEDS_DUTY,
  PERMISSIONS,
  isForMachines,
  isReadOnly,
  type Permission,
} from './permissions.js';
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

/** Whose account lets others do most harm: who is trusted with a duty, and everybody at an authority. */
export function isPrivileged({ roles, duties }: Pick<Bearer, 'roles' | 'duties'>): boolean {
  return duties.length > 0 || roles.includes('REGULATOR');
}

/** What people of a site with these roles can be trusted with. */
export function dutiesAt(roles: readonly Role[]): Duty[] {
  const bound = PERMISSIONS.filter((permission) => can({ roles, duties: DUTIES, active: true }, permission));
  return DUTIES.filter((duty) => bound.some((permission) => NEEDS_DUTY[permission] === duty));
}

export function permissionsOf(bearer: Bearer): Permission[] {
  return PERMISSIONS.filter((permission) => can(bearer, permission));
}

/** Software at work at a site: it may what its scopes say, as far as the site's roles go. */
export interface MachineBearer extends Omit<Bearer, 'duties'> {
  readonly scopes: readonly Permission[];
}

export function machineCan(machine: MachineBearer, permission: Permission): boolean {
  if (!isForMachines(permission) || !machine.scopes.includes(permission)) return false;
  return can({ ...machine, duties: [] }, permission);
}

/** What machines of a site with these roles can be allowed. */
export function scopesAt(roles: readonly Role[]): Permission[] {
  return PERMISSIONS.filter((permission) =>
    machineCan({ roles, scopes: [permission], active: true }, permission),
  );
}
