import { describe, expect, it } from 'vitest';
import { checkDuties, checkEmail, checkName } from './people.rules.js';

describe('what is typed of a person', () => {
  it('is an email address, without what surrounds it', () => {
    expect(checkEmail(' Ana.Costa@harbor.example ')).toBe('Ana.Costa@harbor.example');
    for (const wrong of [
      '',
      'ana',
      'ana@harbor',
      'a b@c.de',
      '<ana@harbor.example>',
      `${'a'.repeat(250)}@b.de`,
    ])
      expect(() => checkEmail(wrong)).toThrow('This is no email address.');
  });

  it('is a name of some length', () => {
    expect(checkName('  Ana   Costa ')).toBe('Ana Costa');
    for (const wrong of ['', '   ', 'a'.repeat(101)]) expect(() => checkName(wrong)).toThrow('A name has');
  });
});

describe('duties', () => {
  it('are those that a site of these roles has, each once, in the order of the list', () => {
    expect(checkDuties(['recall.approve', 'people.manage', 'recall.approve'], ['MANUFACTURER'])).toEqual([
      'recall.approve',
      'people.manage',
    ]);
    expect(checkDuties([], ['PHARMACY'])).toEqual([]);
  });

  it('of other roles, or of nobody, are refused', () => {
    expect(() => checkDuties(['recall.approve'], ['PHARMACY'])).toThrow('recall.approve');
    expect(() => checkDuties(['party.order'], ['MANUFACTURER'])).toThrow('party.order');
    expect(() => checkDuties(['god.mode'], ['REGULATOR'])).toThrow('god.mode');
  });
});
