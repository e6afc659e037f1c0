import { describe, expect, it } from 'vitest';
import { DISTRIBUTOR, happened, MAKER, OTHER, PHARMACY } from '../../testing/traced-pack.js';
import { hopsOf, isComplete, isInvolved, ownHops, type TraceEvent } from './trace.rules.js';

let hour = 0;
const event = (name: string, party: number | null, change: Partial<TraceEvent> = {}) =>
  happened(hour++, name, party, change);
const journey = () => [
  event('LotRegistered', MAKER),
  event('Shipped', MAKER, { other: DISTRIBUTOR, shipment: 'S-1' }),
  event('Received', DISTRIBUTOR),
  event('Shipped', DISTRIBUTOR, { other: PHARMACY }),
  event('Received', PHARMACY),
  event('Dispensed', PHARMACY),
];
const gaps = (events: TraceEvent[]) =>
  hopsOf(events)
    .filter(({ gap }) => gap)
    .map(({ kind }) => kind);

describe('gaps in the way of a pack', () => {
  it('are there where it was taken over without a shipment', () => {
    expect(gaps([event('LotRegistered', MAKER), event('Claimed', PHARMACY, { other: MAKER })])).toEqual([
      'CLAIMED',
    ]);
  });
  it('are there where somebody supplies what is not theirs', () => {
    const events = [...journey(), event('SupplyReported', OTHER)];
    expect(gaps(events)).toEqual(['IRREGULAR_SUPPLY']);
  });
  it('are there where it is scanned at a place that it never was sent to', () => {
    expect(gaps([...journey(), event('Scanned', OTHER, { verdict: 'DispensedElsewhere' })])).toEqual([
      'SCANNED',
    ]);
    expect(gaps([...journey(), event('Scanned', DISTRIBUTOR, { verdict: 'NotInCustody' })])).toEqual([]);
  });
  it('are there where it was received by another than it was sent to', () => {
    expect(gaps([...journey().slice(0, 2), event('Received', PHARMACY)])).toEqual(['RECEIVED']);
  });
});

describe('the way of a pack', () => {
  it('is in the order of the ledger and complete, from the maker to the counter', () => {
    const hops = hopsOf(journey());
    expect(hops.map(({ kind }) => kind)).toEqual([
      'REGISTERED',
      'SHIPPED',
      'RECEIVED',
      'SHIPPED',
      'RECEIVED',
      'DISPENSED',
    ]);
    expect(hops[1]?.shipment).toBe('S-1');
    expect(isComplete(hops)).toBe(true);
  });
  it('has scans at their time, and what is under way last, by whatever clock it was asked for', () => {
    const scanned = happened(3, 'Scanned', DISTRIBUTOR, { verdict: 'NotInCustody' });
    const steps = ['LotRegistered', 'Shipped', 'Received'].map((name, at) => happened(2 * at, name, MAKER));
    const asked = happened(3, 'Dispensed', PHARMACY, { confirmed: false });
    expect(hopsOf([scanned, ...steps, asked]).map(({ kind }) => kind)).toEqual([
      'REGISTERED',
      'SHIPPED',
      'SCANNED',
      'RECEIVED',
      'DISPENSED',
    ]);
  });
  it('goes on after a refused delivery and a shipment taken back', () => {
    const events = [
      ...journey().slice(0, 3),
      event('Shipped', DISTRIBUTOR, { other: OTHER }),
      event('Rejected', OTHER, { other: DISTRIBUTOR }),
      event('Shipped', DISTRIBUTOR, { other: OTHER }),
      event('ShipmentVoided', DISTRIBUTOR),
      event('Shipped', DISTRIBUTOR, { other: PHARMACY }),
      event('Received', PHARMACY),
    ];
    expect(gaps(events)).toEqual([]);
  });
  it('is not complete while its last step is not confirmed, nor without the maker', () => {
    const pending = event('Dispensed', PHARMACY, { confirmed: false });
    expect(isComplete(hopsOf([...journey().slice(0, 5), pending]))).toBe(false);
    expect(isComplete(hopsOf(journey().slice(2)))).toBe(false);
    expect(isComplete([])).toBe(false);
  });
  it('says how it left the market, and who locked it', () => {
    const hops = hopsOf([
      event('LotRegistered', MAKER),
      event('UnitsLocked', MAKER, { status: 8 }),
      event('Decommissioned', MAKER, { status: 14 }),
    ]);
    expect(hops.map(({ kind }) => kind)).toEqual(['REGISTERED', 'SEIZED', 'STOLEN']);
  });
});

describe('what a party sees of it', () => {
  it('is what it did, what it was sent, and what was decided about the lot', () => {
    const hops = hopsOf([...journey(), event('LotRecalled', MAKER)]);
    expect(ownHops(hops, [PHARMACY]).map(({ kind }) => kind)).toEqual([
      'SHIPPED',
      'RECEIVED',
      'DISPENSED',
      'RECALLED',
    ]);
  });
  it('is nothing at all where it had nothing to do with the pack', () => {
    const hops = hopsOf([
      ...journey(),
      event('LotRecalled', MAKER),
      event('Scanned', OTHER, { verdict: 'x' }),
    ]);
    expect(isInvolved(hops, [OTHER])).toBe(false);
    expect(isInvolved(hops, [PHARMACY])).toBe(true);
    expect(isInvolved(hops, [MAKER])).toBe(true);
  });
});
