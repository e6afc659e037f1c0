import type { OperationStatus } from '../../platform/work/index.js';

export const SHIPMENT_STATUSES = [
  'IN_TRANSIT',
  'PARTLY_RECEIVED',
  'RECEIVED',
  'REJECTED',
  'RETURNED',
  'REFUSED',
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

export const LINE_STATUSES = [
  'IN_TRANSIT',
  'RECEIVED',
  'REJECTED',
  'TAKEN_BACK',
  'MISSING',
  'REFUSED',
] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];

/** How a line ended: what the receiver, or for a line taken back the sender, did with it. */
export const SETTLE_KINDS = ['RECEIVED', 'REJECTED', 'TAKEN_BACK', 'MISSING'] as const;
export type SettleKind = (typeof SETTLE_KINDS)[number];

/** What became of a line follows from its operations: if the ledger refuses one, it is as if it had not been asked. */
export function lineStatus(
  shipped: OperationStatus,
  settleKind: SettleKind | null,
  settled: OperationStatus | null,
): LineStatus {
  if (shipped === 'REFUSED') return 'REFUSED';
  if (settleKind === null || settled === null || settled === 'REFUSED') return 'IN_TRANSIT';
  return settleKind;
}

/** The shipment as a whole. Lines that the ledger refused to ship do not count, unless it refused all. */
export function shipmentStatus(lines: readonly LineStatus[]): ShipmentStatus {
  const shipped = lines.filter((line) => line !== 'REFUSED');
  const has = (status: LineStatus): boolean => lines.includes(status);
  if (shipped.length === 0) return 'REFUSED';
  if (has('RECEIVED')) return shipped.every((line) => line === 'RECEIVED') ? 'RECEIVED' : 'PARTLY_RECEIVED';
  if (has('IN_TRANSIT')) return 'IN_TRANSIT';
  return shipped.every((line) => line === 'TAKEN_BACK') ? 'RETURNED' : 'REJECTED';
}

/** Whether the ledger agrees: the least certain of the operations that stand. */
export function ledgerStatus(operations: readonly OperationStatus[]): OperationStatus {
  const order: readonly OperationStatus[] = ['PENDING', 'SENT', 'REFUSED', 'CONFIRMED'];
  return order.find((status) => operations.includes(status)) ?? 'PENDING';
}
