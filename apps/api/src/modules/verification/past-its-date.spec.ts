import { requirePack } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import type { Product } from '../lots/index.js';
import type { Asker, UnitFacts } from './scan-facts.js';
import { decide } from './verdict.rules.js';

const read = requirePack(']d2010036141456789417261121' + '10A1B2\u001d21SERIAL7', { currentYear: 2026 });
const unit = {
  lotNumber: 'A1B2',
  expiry: '2026-11-21',
  expiryDayGiven: true,
  status: UnitStatus.Active,
  since: null,
  standing: 'HOLDING',
  counter: null,
  repeats: 0,
} as unknown as UnitFacts;
const asker: Asker = {
  siteId: 'here',
  roles: ['PHARMACY'],
  mode: 'VERIFY',
  today: '2026-11-22',
  readOn: '2026-11-22',
  custodyRequired: false,
  undoDays: 10,
  repeatTolerance: 2,
  slipDays: 1,
  hotline: null,
};
const on = (today: string, more: Partial<UnitFacts>) =>
  decide(
    { read, product: {} as Product, lotKnown: true, unit: { ...unit, ...more }, nearMiss: null },
    { ...asker, today },
  );

describe('past its date', () => {
  it.each<[string, Partial<UnitFacts>]>([
    ['an opened bottle', { status: UnitStatus.Opened }],
    ['a pack that nobody delivered, where custom allows it,', { standing: 'OTHERS_STOCK' }],
    ['a pack on its way here', { standing: 'EXPECTING' }],
  ])('%s is not offered', (_, more) => {
    expect(on('2026-11-22', more)).toMatchObject({
      type: 'Expired',
      nmvsCode: 'NMVS_NC_PCK_02',
      lmsInfo: 'Expired',
    });
    expect(on('2026-11-21', more)).toMatchObject({ light: 'AMBER', nmvsCode: 'NMVS_SUCCESS' });
  });

  it('a pack that was dispensed here cannot be undone any more, as the ledger would refuse it', () => {
    const supplied = { status: UnitStatus.Supplied, since: '2026-11-20' };
    expect(on('2026-11-21', supplied)).toMatchObject({ type: 'DispensedHere', undoDaysLeft: 9 });
    expect(on('2026-11-22', supplied)).toMatchObject({ type: 'DispensedHere', undoDaysLeft: null });
  });
});
