import type { ScanAnswerKind } from '../verification/index.js';

/** What the ledger, or a scanner, reports of one unit; parties are ledger ids. */
export interface TraceEvent {
  readonly at: Date;
  /** Name of the ledger's event, or `Scanned`. */
  readonly name: string;
  readonly party: number | null;
  /** Whom it went to, or was taken over from. */
  readonly other: number | null;
  /** Of a decommissioning or a lock: the unit's new status. */
  readonly status: number | null;
  readonly verdict: string | null;
  /** Of a scan: how the person left its card. */
  readonly answer: ScanAnswerKind | null;
  readonly note: string | null;
  /** Where the shipment has a number. */
  readonly reference: string | null;
  readonly confirmed: boolean;
  readonly txHash: string | null;
  readonly blockNumber: number | null;
}

export interface Hop extends TraceEvent {
  readonly kind: HopKind;
  readonly text: string;
  /** Something is missing before it: it does not follow from what is known. */
  readonly gap: boolean;
}

export const HOP_KINDS = [
  'REGISTERED',
  'AMENDED',
  'SHIPPED',
  'RECEIVED',
  'REJECTED',
  'TAKEN_BACK',
  'ORDERED',
  'CLAIMED',
  'MISSING',
  'DISPENSED',
  'IRREGULAR_SUPPLY',
  'UNDONE',
  'DECOMMISSIONED',
  'LOCKED',
  'UNLOCKED',
  'HELD',
  'RELEASED',
  'RECALLED',
  'WITHDRAWN',
  'SCANNED',
] as const;
export type HopKind = (typeof HOP_KINDS)[number];

const KINDS: Readonly<Record<string, { kind: HopKind; text: string }>> = {
  LotRegistered: { kind: 'REGISTERED', text: 'Registered by its maker' },
  LotAmended: { kind: 'AMENDED', text: 'Its maker corrected the expiry' },
  Shipped: { kind: 'SHIPPED', text: 'Shipped' },
  Received: { kind: 'RECEIVED', text: 'Received' },
  Rejected: { kind: 'REJECTED', text: 'Delivery refused' },
  ShipmentVoided: { kind: 'TAKEN_BACK', text: 'Shipment taken back by the sender' },
  Reassigned: { kind: 'ORDERED', text: 'Sent on by order of the regulator' },
  Claimed: { kind: 'CLAIMED', text: 'Taken over without a shipment' },
  ReportedMissing: { kind: 'MISSING', text: 'Reported missing' },
  Dispensed: { kind: 'DISPENSED', text: 'Dispensed' },
  SupplyReported: { kind: 'IRREGULAR_SUPPLY', text: 'Supply reported afterwards' },
  Undone: { kind: 'UNDONE', text: 'Undone' },
  Decommissioned: { kind: 'DECOMMISSIONED', text: 'Taken off the market' },
  UnitsLocked: { kind: 'LOCKED', text: 'Locked' },
  UnitsUnlocked: { kind: 'UNLOCKED', text: 'Unlocked' },
  LotHeld: { kind: 'HELD', text: 'Lot put on hold' },
  LotReleased: { kind: 'RELEASED', text: 'Hold lifted' },
  LotRecalled: { kind: 'RECALLED', text: 'Recalled' },
  LotWithdrawn: { kind: 'WITHDRAWN', text: 'Lot withdrawn from the market' },
  Scanned: { kind: 'SCANNED', text: 'Scanned' },
};

const GONE: Readonly<Record<number, string>> = {
  7: 'Locked by its holder',
  8: 'Seized by the regulator',
  10: 'Exported',
  11: 'Destroyed',
  12: 'Taken as a sample',
  13: 'Given away as a free sample',
  14: 'Reported stolen',
};

/**
 * The way of a pack, in order of time. A hop has a gap before it where custody does not follow: a pack taken over
 * without a shipment, supplied by somebody who does not hold it, or scanned where it never was.
 */
export function hopsOf(events: readonly TraceEvent[]): Hop[] {
  let holder: number | null = null;
  let receiver: number | null = null;
  const been = new Set<number>();
  return [...events]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .flatMap((event) => {
      const known = KINDS[event.name];
      if (!known) return [];
      const gap = leavesGap(event, known.kind, { holder, receiver, been });
      [holder, receiver] = custodyAfter(event, known.kind, holder, receiver);
      if (holder !== null) been.add(holder);
      return [{ ...event, kind: known.kind, text: textOf(event, known.text), gap }];
    });
}

interface Custody {
  readonly holder: number | null;
  readonly receiver: number | null;
  readonly been: ReadonlySet<number>;
}

function leavesGap(
  { party, other }: TraceEvent,
  kind: HopKind,
  { holder, receiver, been }: Custody,
): boolean {
  switch (kind) {
    case 'REGISTERED':
      return holder !== null;
    case 'CLAIMED':
      return true;
    case 'SHIPPED':
    case 'DISPENSED':
    case 'IRREGULAR_SUPPLY':
      return party !== holder;
    case 'RECEIVED':
      return party !== receiver;
    case 'SCANNED':
      return party !== null && !been.has(party) && party !== receiver && other === null;
    default:
      return false;
  }
}

function custodyAfter(
  { party, other }: TraceEvent,
  kind: HopKind,
  holder: number | null,
  receiver: number | null,
): [number | null, number | null] {
  switch (kind) {
    case 'REGISTERED':
    case 'RECEIVED':
    case 'CLAIMED':
      return [party, null];
    case 'SHIPPED':
      return [party, other];
    case 'ORDERED':
      return [holder, other];
    case 'REJECTED':
    case 'TAKEN_BACK':
    case 'MISSING':
      return [holder, null];
    default:
      return [holder, receiver];
  }
}

function textOf({ status, verdict, reference }: TraceEvent, usual: string): string {
  if (verdict !== null) return `${usual}: ${verdict}`;
  const text = (status !== null && GONE[status]) || usual;
  return reference === null ? text : `${text} (${reference})`;
}

/** Whether custody is known without a gap from the maker on: what a party may ask of what was before it. */
export function isComplete(hops: readonly Hop[]): boolean {
  return hops[0]?.kind === 'REGISTERED' && hops.every(({ gap, confirmed }) => !gap && confirmed);
}

/** What a party sees: where it was the one who acted, or the one to whom it went; decisions about the lot are for all. */
export function ownHops(hops: readonly Hop[], partyIds: readonly number[]): Hop[] {
  const own = (id: number | null) => id !== null && partyIds.includes(id);
  return hops.filter(({ party, other, kind }) => own(party) || own(other) || LOT_DECISIONS.includes(kind));
}

const LOT_DECISIONS: readonly HopKind[] = ['AMENDED', 'HELD', 'RELEASED', 'RECALLED', 'WITHDRAWN'];

/** Whether a party had to do with the pack itself; if not, the pack is not there for it. */
export function isInvolved(hops: readonly Hop[], partyIds: readonly number[]): boolean {
  return ownHops(hops, partyIds).some(({ kind }) => !LOT_DECISIONS.includes(kind) && kind !== 'SCANNED');
}
