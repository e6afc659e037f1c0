import { UnitStatus } from '@custodia/ledger';
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
  /** Its number, where it has one. */
  readonly shipment: string | null;
  /** SSCCs of what it travelled in, the innermost first: the carton, and the pallet that this stood on. */
  readonly containers: readonly string[];
  /** Of a shipment: it goes back. */
  readonly returned: boolean;
  /** Of a supply: a part of the pack, more of which is left. */
  readonly part: boolean;
  readonly confirmed: boolean;
  readonly txHash: string | null;
  readonly blockNumber: number | null;
}

export interface Hop extends TraceEvent {
  readonly kind: HopKind;
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
  'EXPORTED',
  'DESTROYED',
  'SAMPLED',
  'FREE_SAMPLE',
  'STOLEN',
  'LOCKED',
  'SEIZED',
  'UNLOCKED',
  'HELD',
  'RELEASED',
  'RECALLED',
  'WITHDRAWN',
  'SCANNED',
] as const;
export type HopKind = (typeof HOP_KINDS)[number];

const KINDS: Readonly<Record<string, HopKind>> = {
  LotRegistered: 'REGISTERED',
  LotAmended: 'AMENDED',
  Shipped: 'SHIPPED',
  Received: 'RECEIVED',
  Rejected: 'REJECTED',
  ShipmentVoided: 'TAKEN_BACK',
  Reassigned: 'ORDERED',
  Claimed: 'CLAIMED',
  ReportedMissing: 'MISSING',
  Dispensed: 'DISPENSED',
  SupplyReported: 'IRREGULAR_SUPPLY',
  Undone: 'UNDONE',
  UnitsUnlocked: 'UNLOCKED',
  LotHeld: 'HELD',
  LotReleased: 'RELEASED',
  LotRecalled: 'RECALLED',
  LotWithdrawn: 'WITHDRAWN',
  Scanned: 'SCANNED',
};

/** What a decommissioning or a lock made of the unit. */
const KINDS_OF_STATUS: Readonly<Record<number, HopKind>> = {
  [UnitStatus.Locked]: 'LOCKED',
  [UnitStatus.Seized]: 'SEIZED',
  [UnitStatus.Exported]: 'EXPORTED',
  [UnitStatus.Destroyed]: 'DESTROYED',
  [UnitStatus.Sampled]: 'SAMPLED',
  [UnitStatus.FreeSample]: 'FREE_SAMPLE',
  [UnitStatus.Stolen]: 'STOLEN',
};

function kindOf({ name, status }: TraceEvent): HopKind | undefined {
  return status === null ? KINDS[name] : KINDS_OF_STATUS[status];
}

/**
 * The way of a pack, in order of time. A hop has a gap before it where custody does not follow: a pack taken over
 * without a shipment, supplied by somebody who does not hold it, or scanned where it never was.
 */
export function hopsOf(events: readonly TraceEvent[]): Hop[] {
  let holder: number | null = null;
  let receiver: number | null = null;
  const been = new Set<number>();
  return inOrder(events).flatMap((event) => {
    const kind = kindOf(event);
    if (!kind) return [];
    const gap = leavesGap(event, kind, { holder, receiver, been });
    [holder, receiver] = custodyAfter(event, kind, holder, receiver);
    if (holder !== null) been.add(holder);
    return [{ ...event, kind, gap }];
  });
}

/** Steps of custody stay in the order in which they came, that of the ledger: clocks of blocks and of servers differ. */
function inOrder(events: readonly TraceEvent[]): TraceEvent[] {
  let latest = 0;
  return events
    .map((event) => {
      const time = event.at.getTime();
      if (event.name === 'Scanned') return { event, time };
      latest = Math.max(latest, time);
      return { event, time: latest };
    })
    .sort((a, b) => a.time - b.time)
    .map(({ event }) => event);
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
