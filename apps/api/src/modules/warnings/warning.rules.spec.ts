import { describe, expect, it } from 'vitest';
import type { OverriddenWarning } from './warning.js';
import { overriddenRefusal, warningRatesOf } from './warning.rules.js';

const WARNING: OverriddenWarning = {
  kind: 'INTERACTION',
  given: 'Zocor',
  besides: 'Clarithromycin 250 mg',
  about: 'statins-cyp3a4',
  reason: 'MONITORED',
};

describe('warnings that somebody goes on against', () => {
  it('name what they are about, within bounds', () => {
    expect(overriddenRefusal([])).toBeUndefined();
    expect(overriddenRefusal([WARNING, { ...WARNING, words: 'Seen on Monday.' }])).toBeUndefined();
    for (const part of ['given', 'besides', 'about'])
      for (const text of ['', ' ', 'x'.repeat(301)])
        expect(overriddenRefusal([{ ...WARNING, [part]: text }])).toMatch(/^Name what each warning is about/);
    expect(overriddenRefusal([{ ...WARNING, words: 'x'.repeat(501) }])).toMatch(/at most 500 characters/);
    expect(overriddenRefusal(Array.from({ length: 101 }, () => WARNING))).toMatch(/At most 100 warnings/);
  });
});

describe('how often people go on against warnings', () => {
  const sum = (siteId: string | null, heeded: number, overridden: number, unhelpful = 0) =>
    ({ kind: 'DUPLICATE', siteId, heeded, overridden, unhelpful }) as const;

  it('is told of every kind, by site, those with the most warnings first', () => {
    expect(warningRatesOf([sum('a', 1, 0), sum(null, 4, 6, 2), sum('b', 3, 6, 2)])).toEqual([
      {
        kind: 'DUPLICATE',
        heeded: 4,
        overridden: 6,
        unhelpful: 2,
        rate: 0.6,
        sites: [
          { ...sum('b', 3, 6, 2), rate: 6 / 9 },
          { ...sum('a', 1, 0), rate: 0 },
        ],
      },
      { kind: 'INTERACTION', heeded: 0, overridden: 0, unhelpful: 0, rate: null, sites: [] },
      { kind: 'TEST', heeded: 0, overridden: 0, unhelpful: 0, rate: null, sites: [] },
    ]);
  });

  it('names fifty sites and no more', () => {
    const sites = Array.from({ length: 60 }, (_, n) => sum(`site-${n}`, n, 1));
    const [duplicates] = warningRatesOf([...sites, sum(null, 1, 60)]);
    expect(duplicates!.sites).toHaveLength(50);
    expect(duplicates!.sites[0]!.siteId).toBe('site-59');
  });
});
