import { describe, expect, it } from 'vitest';
import { newSite, type SiteInput } from './new-site.rules.js';

const input: SiteInput = {
  organisation: 'Corner Pharmacies',
  name: ' Corner pharmacy ',
  gln: '9521234500007',
  roles: ['PHARMACY', 'PHARMACY'],
  market: 'EU',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  city: '',
};

describe('a new site', () => {
  it.each<[string, Partial<SiteInput>]>([
    ['no role', { roles: [] }],
    ['a regulator with another role', { roles: ['REGULATOR', 'PHARMACY'] }],
    ['an unknown market', { market: 'XX' }],
    ['a market from the prototype', { market: 'constructor' }],
    ['a country that is no code', { country: 'Germany' }],
    ['a time zone that does not exist', { timeZone: 'Europe/Atlantis' }],
    ['an offset for a time zone', { timeZone: '+02:00' }],
    ['an empty name', { name: '  ' }],
    ['an endless name', { name: 'x'.repeat(201) }],
    ['a name with characters that turn the text round', { name: 'Corner\u202Epharmacy' }],
    ['an organisation with a line break', { organisation: 'A\nB' }],
  ])('is refused with %s', (_, wrong) => {
    expect(() => newSite({ ...input, ...wrong })).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }) as Error,
    );
  });

  it('has trimmed names, each role once, and nothing for what is empty', () => {
    expect(newSite(input)).toEqual({
      ...input,
      name: 'Corner pharmacy',
      roles: ['PHARMACY'],
      region: null,
      city: null,
      address: null,
    });
  });
});
