import type { SiteRole } from '@custodia/access';
import { describe, expect, it } from 'vitest';
import { lotsOnLedger } from '../../testing/ledger-table.js';
import {
  checkHindrance,
  checkMovement,
  checkReceiver,
  type LotState,
  type Receiver,
} from './movement.rules.js';

const refusal = (act: () => void): { code?: string; message?: string } => {
  try {
    act();
    return {};
  } catch (error) {
    return error as { code: string; message: string };
  }
};
const receiver = (role: SiteRole, more: Partial<Receiver> = {}): Receiver => ({
  siteId: 'there',
  roles: [role],
  active: true,
  isMaker: false,
  ...more,
});
const fine: LotState = { held: false, recalled: false, withdrawn: false, expired: false };

describe('a receiver', () => {
  it.each(['PRESCRIBER', 'REGULATOR', 'SPONSOR'] as const)('that is a %s may not hold stock', (role) => {
    expect(refusal(() => checkReceiver(receiver(role), 'here')).code).toBe('RECEIVER_NOT_ALLOWED');
  });

  it('is not oneself, and not suspended', () => {
    expect(refusal(() => checkReceiver(receiver('PHARMACY'), 'there')).code).toBe('RECEIVER_NOT_ALLOWED');
    expect(refusal(() => checkReceiver(receiver('PHARMACY', { active: false }), 'here')).code).toBe(
      'RECEIVER_NOT_ACTIVE',
    );
  });

  it.each(['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER'] as const)('may be a %s', (role) => {
    expect(refusal(() => checkReceiver(receiver(role), 'here'))).toEqual({});
  });
});

describe.each([
  ['ShipOn', receiver('DISTRIBUTOR')],
  ['ShipToMaker', receiver('MANUFACTURER', { isMaker: true })],
  ['ShipToDisposer', receiver('DISPOSER')],
])('%s, as on the ledger', (act, to) => {
  it.each(lotsOnLedger(act))('of a lot %s', (_name, lot, allowed) => {
    expect(refusal(() => checkMovement(lot, 'L1', to)).code === undefined).toBe(allowed);
  });
});

describe('a lot that nobody may use', () => {
  const states = [
    ['held', 'LOT_HELD'],
    ['recalled', 'LOT_RECALLED'],
    ['withdrawn', 'LOT_WITHDRAWN'],
    ['expired', 'LOT_EXPIRED'],
  ] as const;

  it.each(states)('because it is %s, does not go on to a pharmacy', (state, code) => {
    const found = refusal(() => checkMovement({ ...fine, [state]: true }, 'A1', receiver('PHARMACY')));
    expect(found.code).toBe(code);
    expect(found.message).toContain('Lot A1');
  });

  it.each(states)('because it is %s, goes to its maker or a disposer', (state) => {
    expect(
      refusal(() =>
        checkMovement({ ...fine, [state]: true }, 'A1', receiver('MANUFACTURER', { isMaker: true })),
      ),
    ).toEqual({});
    expect(refusal(() => checkMovement({ ...fine, [state]: true }, 'A1', receiver('DISPOSER')))).toEqual({});
    expect(
      refusal(() => checkMovement({ ...fine, [state]: true }, 'A1', receiver('MANUFACTURER'))).code,
    ).toBeDefined();
  });

  it('or goes anywhere when nothing is wrong with it', () => {
    expect(refusal(() => checkMovement(fine, 'A1', receiver('PHARMACY')))).toEqual({});
  });
});

describe('a pack that keeps a range from moving', () => {
  it('is named with what became of it', () => {
    expect(refusal(() => checkHindrance({ index: 7, status: 1 }))).toMatchObject({
      code: 'UNITS_NOT_ACTIVE',
      message: 'Pack no. 8 was dispensed. Leave it out.',
    });
    expect(refusal(() => checkHindrance({ index: 7 }))).toMatchObject({
      code: 'UNIT_BUSY',
      details: { index: 7 },
    });
    expect(refusal(() => checkHindrance(undefined))).toEqual({});
  });
});
