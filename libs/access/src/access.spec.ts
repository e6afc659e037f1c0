import { describe, expect, it } from 'vitest';
import { can, dutiesAt, permissionsOf } from './access.js';
import { DUTIES } from './duties.js';
import { GRANTED_TO, NEEDS_DUTY, PERMISSIONS } from './permissions.js';

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
    expect(dutiesAt(['PHARMACY'])).toEqual(['audit.read', 'people.manage']);
    expect(dutiesAt(['MANUFACTURER'])).toEqual([
      'recall.propose',
      'recall.approve',
      'audit.read',
      'people.manage',
    ]);
    expect(dutiesAt(['REGULATOR'])).toEqual([...DUTIES]);
    expect(dutiesAt([])).toEqual([]);
  });
});

describe('the table', () => {
  it('grants every permission to somebody and binds only known ones to duties', () => {
    for (const permission of PERMISSIONS) expect(GRANTED_TO[permission].length).toBeGreaterThan(0);
    for (const permission of Object.keys(NEEDS_DUTY)) expect(PERMISSIONS).toContain(permission);
  });
});
