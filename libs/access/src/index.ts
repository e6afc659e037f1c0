export {
  can,
  dutiesAt,
  isPrivileged,
  machineCan,
  permissionsOf,
  scopesAt,
  type Bearer,
  type MachineBearer,
} from './access.js';
export { DUTIES, type Duty } from './duties.js';
export {
  GRANTED_TO,
  NEEDS_DUTY,
  PERMISSIONS,
  isForMachines,
  isReadOnly,
  type Permission,
} from './permissions.js';
export { ROLES, SITE_ROLES, type Role, type SiteRole } from './roles.js';
