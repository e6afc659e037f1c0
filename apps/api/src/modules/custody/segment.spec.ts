import type { LedgerCall } from '@custodia/ledger';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveSegments, within, type PendingCall, type Segment } from './segment.js';

const LOT = '0x00';
const whole: Segment = { start: 0, end: 100, holder: 1, receiver: null, state: 'HELD', touched: false };
const call = (partyId: number, kind: string, start: number, end: number, more: object = {}): PendingCall => ({
  partyId,
  call: { kind, lot: LOT, start, end, ...more } as LedgerCall,
});
const unitCall = (partyId: number, kind: string, index: number): PendingCall => ({
  partyId,
  call: { kind, lot: LOT, index } as unknown as LedgerCall,
});
const after = (...pending: PendingCall[]) =>
  effectiveSegments([whole], pending).map(({ start, end, holder, receiver, state }) => [
    start,
    end,
    holder,
    receiver,
    state,
  ]);

describe('custody with our own operations under way', () => {
  it('is the projection when there are none', () => {
    expect(effectiveSegments([whole], [])).toEqual([whole]);
  });

  it('shows what is shipped as on its way, and the rest as it was', () => {
    expect(after(call(1, 'ship', 10, 20, { receiver: 2 }))).toEqual([
      [0, 10, 1, null, 'HELD'],
      [10, 20, 1, 2, 'SHIPPED'],
      [20, 100, 1, null, 'HELD'],
    ]);
  });

  it.each([
    ['receive', 2, [10, 20, 2, null, 'HELD']],
    ['reject', 2, [10, 20, 1, null, 'HELD']],
    ['voidShipment', 1, [10, 20, 1, null, 'HELD']],
    ['reportMissing', 2, [10, 20, 1, null, 'HELD']],
  ])('after %s', (kind, party, expected) => {
    expect(after(call(1, 'ship', 10, 20, { receiver: 2 }), call(party, kind, 10, 20))[1]).toEqual(expected);
  });

  it('follows a pack through several hands before the ledger has seen any of it', () => {
    expect(
      after(
        call(1, 'ship', 0, 100, { receiver: 2 }),
        call(2, 'receive', 0, 100),
        call(2, 'ship', 50, 60, { receiver: 3 }),
        call(3, 'receive', 50, 55),
      ),
    ).toEqual([
      [0, 50, 2, null, 'HELD'],
      [50, 55, 3, null, 'HELD'],
      [55, 60, 2, 3, 'SHIPPED'],
      [60, 100, 2, null, 'HELD'],
    ]);
  });

  it('never joins what the ledger may keep apart', () => {
    const received = [
      call(1, 'ship', 0, 50, { receiver: 2 }),
      call(2, 'receive', 0, 25),
      call(2, 'receive', 25, 50),
    ];
    expect(after(...received).map(([start, end]) => [start, end])).toEqual([
      [0, 25],
      [25, 50],
      [50, 100],
    ]);
  });

  it('marks units as touched that something is done to', () => {
    const dispense = unitCall(1, 'dispense', 7);
    expect(
      effectiveSegments([whole], [dispense]).map(({ start, end, touched }) => [start, end, touched]),
    ).toEqual([
      [0, 7, false],
      [7, 8, true],
      [8, 100, false],
    ]);
  });

  it('lets a claimed pack change hands alone', () => {
    const claim = unitCall(9, 'claim', 7);
    expect(effectiveSegments([whole], [claim])[1]).toMatchObject({ start: 7, end: 8, holder: 9 });
  });

  it('always covers every unit once', () => {
    const anyCall = fc
      .tuple(
        fc.constantFrom('ship', 'receive', 'reject', 'reportMissing', 'lock'),
        fc.nat(99),
        fc.nat(99),
        fc.integer({ min: 1, max: 4 }),
      )
      .map(([kind, a, b, party]) =>
        call(party, kind, Math.min(a, b), Math.max(a, b) + 1, { receiver: party + 1 }),
      );
    fc.assert(
      fc.property(fc.array(anyCall), (calls) => {
        const segments = effectiveSegments([whole], calls);
        expect(segments[0]!.start).toBe(0);
        expect(segments.at(-1)!.end).toBe(100);
        segments.forEach((segment, n) => expect(segment.end).toBe(segments[n + 1]?.start ?? 100));
      }),
    );
  });
});

describe('a window on custody', () => {
  it('has the parts of segments inside it only', () => {
    const segments = effectiveSegments([whole], [call(1, 'ship', 10, 20, { receiver: 2 })]);
    expect(within(segments, { start: 5, end: 15 }).map(({ start, end }) => [start, end])).toEqual([
      [5, 10],
      [10, 15],
    ]);
  });
});
