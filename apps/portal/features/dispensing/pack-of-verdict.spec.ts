import { describe, expect, it } from 'vitest';
import type { Verdict } from '@/features/verification/verification.documents';
import { packOfVerdict, reportedPack } from './pack-of-verdict';

const verdict = (more: object): Verdict =>
  ({
    __typename: 'PackOk',
    code: 'PACK_OK',
    light: 'GREEN',
    lotNumber: 'A1',
    expiry: '2027-01-31',
    daysLeft: 400,
    scan: { gtin: '00361414567894', serial: 'S1', lot: 'A1', expiry: '2027-01-31' },
    product: { packQuantity: 20 },
    content: 20,
    ...more,
  }) as unknown as Verdict;

const bottle = { __typename: 'OpenedBottle', code: 'OPENED_BOTTLE', light: 'AMBER', bottleLeft: 12 };
const undelivered = { __typename: 'NotInCustody', code: 'NOT_DELIVERED', light: 'AMBER' };

describe('a pack that its card lets into the basket', () => {
  it.each([
    ['a whole pack', {}, 20],
    ['an opened bottle', bottle, 12],
    ['a pack that nobody delivered', undelivered, 20],
  ])('%s has what is left of it, and asks for no reason long before its expiry', (_, card, content) => {
    expect(packOfVerdict(verdict(card), 'scan')).toMatchObject({ content, daysLeft: undefined });
  });

  it.each([
    ['a whole pack', { __typename: 'ExpiresSoon', code: 'EXPIRES_SOON', light: 'AMBER' }],
    ['an opened bottle', bottle],
    ['a pack that nobody delivered', undelivered],
  ])('%s asks for a reason from 30 days before', (_, card) => {
    expect(packOfVerdict(verdict({ ...card, daysLeft: 30 }), 'scan')?.daysLeft).toBe(30);
    expect(packOfVerdict(verdict({ ...card, daysLeft: 31 }), 'scan')?.daysLeft).toBeUndefined();
  });

  it.each([
    ['one that was never delivered, where that is the law', { ...undelivered, code: 'NOT_IN_CUSTODY' }],
    ['one that is expired', { __typename: 'Expired', code: 'EXPIRED' }],
  ])('is not %s; handed out already it is reported', (_, card) => {
    const red = verdict({ ...card, light: 'RED' });
    expect(packOfVerdict(red, 'scan')).toBeUndefined();
    expect(reportedPack(red, 'scan')).toMatchObject({ reportOnly: true, content: 20 });
  });
});
