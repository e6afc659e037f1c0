import { operationIdOf, type LedgerCall, type LedgerEvent } from '@custodia/ledger';
import { id as hashOf } from 'ethers';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from './settlement.rules.js';

const ID = '01900000-0000-7000-8000-000000000001';
const LOT = `0x${'11'.repeat(32)}` as const;
const NO_ITEM = `0x${'00'.repeat(32)}` as const;
const call: LedgerCall = { kind: 'dispense', lot: LOT, index: 3, portion: 0, basis: 2, quantity: 30 };
const operation = { id: ID, partyId: 7, call };

function dispensed(changed: Record<string, unknown> = {}): LedgerEvent {
  const args = {
    operation: operationIdOf(ID),
    lot: LOT,
    item: NO_ITEM,
    party: 7,
    index: 3,
    portion: 0,
    basis: 2,
  };
  return {
    contract: 'lotLedger',
    name: 'Dispensed',
    args: { ...args, quantity: 30, ...changed },
  } as unknown as LedgerEvent;
}

function refused(error: string, party = 7): LedgerEvent {
  const args = { operation: operationIdOf(ID), party, reason: hashOf(`${error}()`).slice(0, 10) };
  return { contract: 'lotLedger', name: 'Refused', args } as unknown as LedgerEvent;
}

describe('what an event means for an operation', () => {
  it.each([
    ['another operation', { operation: operationIdOf('01900000-0000-7000-8000-000000000002') }],
    ['another unit', { index: 4 }],
    ['another lot', { lot: NO_ITEM }],
    ['another quantity', { quantity: 31 }],
  ])('nothing when it is about %s', (_, changed) => {
    expect(outcomeOf(operation, dispensed(changed))).toBeUndefined();
  });

  it('nothing when it is the event of another call, or the refusal of another party', () => {
    const undone = { ...dispensed(), name: 'Undone' } as LedgerEvent;
    expect(outcomeOf(operation, undone)).toBeUndefined();
    expect(outcomeOf(operation, refused('NotHolder', 8))).toBeUndefined();
  });

  it('done when the call has done what was asked', () => {
    expect(outcomeOf(operation, dispensed())).toEqual({ kind: 'confirmed' });
  });

  it('refused, with the name of the error', () => {
    expect(outcomeOf(operation, refused('AlreadySupplied'))).toEqual({
      kind: 'refused',
      reason: 'AlreadySupplied',
    });
    expect(outcomeOf(operation, refused('FromTheFuture'))).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(/^0x/),
    });
  });

  it('overtaken, to be tried again, when only the hint was wrong', () => {
    expect(outcomeOf(operation, refused('StaleHint'))).toEqual({ kind: 'overtaken', reason: 'StaleHint' });
    expect(outcomeOf(operation, refused('StaleFills'))).toEqual({ kind: 'overtaken', reason: 'StaleFills' });
  });
});
