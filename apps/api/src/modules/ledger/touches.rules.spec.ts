import { itemKeyOf, type LedgerCall } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { conflict, touchesOf } from './touches.rules.js';

const LOT = `0x${'11'.repeat(32)}` as const;
const ITEM = `0x${'22'.repeat(32)}` as const;
const ID = `0x${'33'.repeat(32)}` as const;
const PROPOSAL = '01900000-0000-7000-8000-000000000001';

function touches(
  call: LedgerCall,
  more: { id?: string; partyId?: number; runId?: number; itemId?: string } = {},
) {
  return touchesOf({ id: 'some id', partyId: 7, runId: null, itemId: null, ...more, call });
}
const dispense = (index: number, item?: typeof ITEM): LedgerCall => ({
  kind: 'dispense',
  lot: LOT,
  index,
  portion: 0,
  basis: 0,
  quantity: 1,
  ...(item && { voucher: { item, upTo: 1, deadline: 1, r: ID, vs: ID } }),
});
const receive: LedgerCall = { kind: 'receive', lot: LOT, start: 0, end: 10 };
const profile = { hpkeKey: ID, endpoint: '' };

describe('which operations keep their order', () => {
  it.each<[string, LedgerCall, LedgerCall]>([
    ['a receipt and a supply of the same lot', receive, dispense(3)],
    ['two supplies of the same unit', dispense(3), dispense(3)],
    ['two fills of the same item', dispense(3, ITEM), dispense(4, ITEM)],
    [
      'the admission of a party and what it does',
      { kind: 'approveAdmission', proposal: 'p', party: 7, gln: '', roles: 1, keys: [], ...profile },
      receive,
    ],
    ['a key for a party and what it does', { kind: 'withdrawKey', party: 7, key: '0x' }, dispense(1)],
    [
      'the two signatures for a key',
      { kind: 'proposeKey', party: 7, key: '0x', rights: 2 },
      { kind: 'approveKey', party: 7, key: '0x', rights: 2, proposal: 'p' },
    ],
    [
      'two anchors of a party',
      { kind: 'anchor', of: 1, root: ID, count: 1 },
      { kind: 'anchor', of: 1, root: ID, count: 2 },
    ],
    [
      'a hold and a shipment',
      { kind: 'hold', lot: LOT },
      { kind: 'ship', lot: LOT, start: 0, end: 1, receiver: 8 },
    ],
  ])('%s', (_, first, second) => {
    expect(conflict(touches(first), touches(second))).toBe(true);
    expect(conflict(touches(second), touches(first))).toBe(true);
  });

  it('an item and its fills, though one names its id and the others its key', () => {
    const item = itemKeyOf(7, ID);
    const issue = touches({ kind: 'issue', id: ID, key: '0x', quantity: 1, firstDay: 1, lastDay: 2 });
    expect(conflict(issue, touches(dispense(3), { itemId: item }))).toBe(true);
    expect(conflict(issue, touches({ kind: 'cancel', prescriber: 7, id: ID }, { partyId: 1 }))).toBe(true);
  });

  it('the proposal of a recall and its approval, which names no lot', () => {
    const propose = touches(
      { kind: 'proposeRecall', lot: LOT, start: 0, end: 1, reason: 1 },
      { id: PROPOSAL },
    );
    const approve = touches({ kind: 'approveRecall', proposal: PROPOSAL }, { id: 'other' });
    expect(conflict(propose, approve)).toBe(true);
    expect(conflict(approve, touches(receive, { runId: 1 }))).toBe(false);
    expect(
      conflict(
        touches({ kind: 'approveRecall', proposal: PROPOSAL }, { runId: 1 }),
        touches(receive, { runId: 1 }),
      ),
    ).toBe(true);
    const retract = touches({ kind: 'retractProposal', proposal: PROPOSAL }, { id: 'third' });
    expect([conflict(propose, retract), conflict(approve, retract)]).toEqual([true, true]);
  });

  it('a supply and its undo', () => {
    const undo: LedgerCall = { kind: 'undoDispense', lot: LOT, index: 3, undoes: PROPOSAL };
    expect(conflict(touches(dispense(3)), touches(undo))).toBe(true);
  });
});

describe('which operations may overtake each other', () => {
  it.each<[string, LedgerCall, LedgerCall]>([
    ['supplies of different units of a lot', dispense(3), dispense(4)],
    ['supplies on different items', dispense(3, ITEM), dispense(4, ID)],
    ['anything of different parties', { kind: 'suspend', party: 8 }, receive],
  ])('%s', (_, first, second) => {
    expect(conflict(touches(first), touches(second))).toBe(false);
  });
});
