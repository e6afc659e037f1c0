import { fillHashOf, fillsDigest, type Hex } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { foldItem, isItemEvent, type ItemEvent, type ItemState } from './item.fold.js';

const LOT: Hex = `0x${'11'.repeat(32)}`;
const ITEM: Hex = `0x${'22'.repeat(32)}`;
const AT = new Date('2026-05-01T12:00:00Z');
const DAY = 20_574;
const part = { lot: LOT, index: 5, party: 7, quantity: 10, item: ITEM };
const event = (name: string, args: object) => ({ name, args }) as unknown as ItemEvent;
const fill = (quantity: number) => fillHashOf({ lot: LOT, index: 5, pharmacy: 7, quantity, day: DAY });
const fold = (events: ItemEvent[]) =>
  events.reduce<ItemState | undefined>((item, one) => foldItem(item, one, AT), undefined);
const issued = event('Issued', {
  item: ITEM,
  prescriber: 4,
  key: '0x1',
  quantity: 100,
  firstDay: 1,
  lastDay: 2,
});

describe('a prescription item', () => {
  it('that was never issued cannot be filled', () => {
    expect(() => fold([event('Dispensed', part)])).toThrow('never issued');
  });

  it('is not touched by a supply without it, nor by a report that could not be charged', () => {
    expect(isItemEvent(event('Dispensed', { ...part, item: `0x${'0'.repeat(64)}` }))).toBe(false);
    expect(isItemEvent(event('SupplyReported', { ...part, fillRefusal: '0xdeadbeef' }))).toBe(false);
    expect(isItemEvent(event('SupplyReported', { ...part, fillRefusal: '0x00000000' }))).toBe(true);
  });

  it('remembers its fills in order, and gives back exactly the one that is undone, of equal ones too', () => {
    const [a, b] = [fill(10), fill(20)];
    const filled = fold([
      issued,
      event('Dispensed', part),
      event('Dispensed', { ...part, quantity: 20 }),
      event('Dispensed', part),
    ]);
    expect(filled).toMatchObject({ remaining: 60, used: 40, fills: [a, b, a] });
    const undo = (before: bigint) => foldItem(filled, event('Undone', { ...part, fill: a, before }), AT);
    expect(undo(0n)).toMatchObject({ remaining: 70, used: 40, fills: [b, a] });
    expect(undo(fillsDigest([a, b]))).toMatchObject({ remaining: 70, used: 40, fills: [a, b] });
  });

  it('keeps what is left when it is cancelled', () => {
    expect(fold([issued, event('Cancelled', { item: ITEM })])).toMatchObject({
      cancelled: true,
      remaining: 100,
    });
  });
});
