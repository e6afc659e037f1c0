import { describe, expect, it } from 'vitest';
import {
  ledgerStatus,
  lineStatus,
  shipmentStatus,
  type LineStatus,
  type ShipmentStatus,
} from './shipment-status.rules.js';

describe('a line', () => {
  it.each([
    ['REFUSED', null, null, 'REFUSED'],
    ['REFUSED', 'RECEIVED', 'PENDING', 'REFUSED'],
    ['PENDING', null, null, 'IN_TRANSIT'],
    ['CONFIRMED', 'RECEIVED', 'PENDING', 'RECEIVED'],
    ['CONFIRMED', 'RECEIVED', 'CONFIRMED', 'RECEIVED'],
    ['CONFIRMED', 'RECEIVED', 'REFUSED', 'IN_TRANSIT'],
    ['SENT', 'TAKEN_BACK', 'SENT', 'TAKEN_BACK'],
  ] as const)('shipped %s, then %s %s, is %s', (shipped, kind, settled, expected) => {
    expect(lineStatus(shipped, kind, settled)).toBe(expected);
  });
});

describe('a shipment', () => {
  const cases: [LineStatus[], ShipmentStatus][] = [
    [['IN_TRANSIT', 'IN_TRANSIT'], 'IN_TRANSIT'],
    [['IN_TRANSIT', 'REFUSED'], 'IN_TRANSIT'],
    [['IN_TRANSIT', 'REJECTED'], 'IN_TRANSIT'],
    [['RECEIVED', 'IN_TRANSIT'], 'PARTLY_RECEIVED'],
    [['RECEIVED', 'MISSING'], 'PARTLY_RECEIVED'],
    [['RECEIVED', 'RECEIVED', 'REFUSED'], 'RECEIVED'],
    [['REJECTED', 'MISSING'], 'REJECTED'],
    [['TAKEN_BACK', 'TAKEN_BACK'], 'RETURNED'],
    [['REFUSED', 'REFUSED'], 'REFUSED'],
  ];
  it.each(cases)('of %j is %s', (lines, expected) => {
    expect(shipmentStatus(lines)).toBe(expected);
  });

  it('is on the ledger when all of it is', () => {
    expect(ledgerStatus(['CONFIRMED', 'PENDING'])).toBe('PENDING');
    expect(ledgerStatus(['CONFIRMED', 'SENT'])).toBe('SENT');
    expect(ledgerStatus(['CONFIRMED', 'REFUSED'])).toBe('REFUSED');
    expect(ledgerStatus(['CONFIRMED', 'CONFIRMED'])).toBe('CONFIRMED');
  });
});
