import { describe, expect, it } from 'vitest';
import { can, dutiesAt, isPrivileged, machineCan, permissionsOf, scopesAt } from './access.js';
import { DUTIES } from './duties.js';
import { GRANTED_TO, NEEDS_DUTY, PERMISSIONS } from './permissions.js';
import { ROLES } from './roles.js';

const pharmacy = { roles: ['PHARMACY'], duties: [], active: true } as const;
const regulator = { roles: ['REGULATOR'], duties: [], active: true } as const;

describe('what the people of a site may do', () => {
  it('refuses a permission of another role', () => {
    expect(can(pharmacy, 'lot.register')).toBe(false);
    expect(can(regulator, 'dispensing.dispense')).toBe(false);
    expect(can({ roles: ['PRESCRIBER'], duties: [], active: true }, 'custody.ship')).toBe(false);
  });

  it('refuses everything to a site without roles', () => {
    expect(permissionsOf({ roles: [], duties: ['recall.approve'], active: true })).toEqual([]);
  });

  it('refuses a duty-bound permission to a person without the duty, and to a duty without the role', () => {
    expect(can(regulator, 'party.suspend')).toBe(false);
    expect(can({ ...regulator, duties: ['recall.propose'] }, 'party.suspend')).toBe(false);
    expect(can({ ...pharmacy, duties: ['recall.approve'] }, 'recall.approve')).toBe(false);
    expect(can({ ...regulator, duties: ['party.order'] }, 'party.suspend')).toBe(true);
  });

  it('leaves reading, and nothing else, to a suspended site', () => {
    const suspended = { ...pharmacy, active: false };
    expect(can(suspended, 'unit.verify')).toBe(true);
    expect(can(suspended, 'dispensing.read')).toBe(true);
    expect(can(suspended, 'dispensing.dispense')).toBe(false);
    expect(can(suspended, 'custody.receive')).toBe(false);
    expect(can(suspended, 'prescription.open')).toBe(false);
  });

  it('adds up the roles of a site that has several', () => {
    const both = permissionsOf({ roles: ['PHARMACY', 'PRESCRIBER'], duties: [], active: true });
    expect(both).toContain('dispensing.dispense');
    expect(both).toContain('prescription.issue');
    expect(both).not.toContain('lot.register');
  });
});

describe('duties', () => {
  it('are those that a role of the site makes something of', () => {
    expect(dutiesAt(['PHARMACY'])).toEqual(['audit.read', 'people.manage', 'privacy.review']);
    expect(dutiesAt(['MANUFACTURER'])).toEqual([
      'recall.propose',
      'recall.approve',
      'audit.read',
      'people.manage',
    ]);
    expect(dutiesAt(['REGULATOR'])).toEqual([...DUTIES]);
    expect(dutiesAt(['PRESCRIBER'])).toEqual(['audit.read', 'people.manage', 'privacy.review']);
    expect(dutiesAt([])).toEqual([]);
  });
});

describe('whose account lets others do most harm', () => {
  it('is who is trusted with a duty, and everybody at an authority', () => {
    expect(isPrivileged(pharmacy)).toBe(false);
    expect(isPrivileged(regulator)).toBe(true);
    for (const duty of DUTIES) expect(isPrivileged({ ...pharmacy, duties: [duty] })).toBe(true);
    expect(isPrivileged({ roles: ['PATIENT'], duties: [] })).toBe(false);
  });
});

describe('what a machine may do', () => {
  const machine = {
    roles: ['PHARMACY'],
    scopes: ['unit.verify', 'dispensing.dispense'],
    active: true,
  } as const;

  it('is nothing that it has no scope for', () => {
    expect(machineCan({ ...machine, scopes: [] }, 'unit.verify')).toBe(false);
    expect(machineCan(machine, 'dispensing.undo')).toBe(false);
    expect(machineCan(machine, 'unit.verify')).toBe(true);
  });

  it('is nothing that the site may not, whatever its scopes say', () => {
    expect(machineCan({ ...machine, scopes: ['lot.register'] }, 'lot.register')).toBe(false);
    expect(machineCan({ ...machine, active: false }, 'dispensing.dispense')).toBe(false);
  });

  it('is nothing that takes a person: a duty, or a patient’s record', () => {
    for (const scope of PERMISSIONS.filter(
      (one) => NEEDS_DUTY[one] !== undefined || one.startsWith('record.'),
    )) {
      const everywhere = { roles: ROLES, scopes: [scope], active: true };
      expect([scope, machineCan(everywhere, scope)]).toEqual([scope, false]);
    }
    expect(scopesAt(['REGULATOR'])).not.toContain('party.admit');
    expect(scopesAt(['PHARMACY'])).toContain('dispensing.dispense');
    expect(scopesAt(['PHARMACY'])).not.toContain('people.manage');
    expect(scopesAt(['PHARMACY'])).not.toContain('lot.register');
  });
});

describe('the table', () => {
  it('grants every permission to somebody and binds only known ones to duties', () => {
    for (const permission of PERMISSIONS) expect(GRANTED_TO[permission].length).toBeGreaterThan(0);
    for (const permission of Object.keys(NEEDS_DUTY)) expect(PERMISSIONS).toContain(permission);
  });
});
