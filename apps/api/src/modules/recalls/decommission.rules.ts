import { UNDO_DAYS, UnitStatus } from '@custodia/ledger';
import type { LotState } from '../custody/index.js';

export const DECOMMISSION_KINDS = [
  'EXPORT',
  'DESTROY',
  'SAMPLE',
  'FREE_SAMPLE',
  'STOLEN',
  'LOCK',
  'UNLOCK',
  'UNDO',
] as const;
export type DecommissionKind = (typeof DECOMMISSION_KINDS)[number];

const { Active, Opened, Locked, Seized, Missing, Exported, Sampled, FreeSample } = UnitStatus;

/** What a unit must be for it, and what of its lot stands in the way; the same tables as in the contracts. */
interface Transition {
  readonly from: readonly UnitStatus[];
  /** What a regulator may besides, at any holder's. */
  readonly byRegulator?: readonly UnitStatus[];
  readonly stoppedBy: readonly (keyof LotState)[];
  /** Theft happens on the road, too: then the shipper reports it. */
  readonly inTransit: boolean;
}

/** A hold may end: what it stops is left as it is. */
const FOR_GOOD = ['recalled', 'withdrawn', 'expired'] as const;
const NOT_IN_ORDER = [...FOR_GOOD, 'held'] as const;
const ANY_STOCK = [Active, Opened, Locked, Missing];

export const TRANSITIONS: Readonly<Record<DecommissionKind, Transition>> = {
  EXPORT: { from: [Active], stoppedBy: NOT_IN_ORDER, inTransit: false },
  SAMPLE: { from: [Active], stoppedBy: NOT_IN_ORDER, inTransit: false },
  FREE_SAMPLE: { from: [Active], stoppedBy: NOT_IN_ORDER, inTransit: false },
  DESTROY: { from: ANY_STOCK, stoppedBy: [], inTransit: false },
  STOLEN: { from: ANY_STOCK, stoppedBy: [], inTransit: true },
  LOCK: { from: [Active], byRegulator: [Active, Locked], stoppedBy: [], inTransit: false },
  UNLOCK: {
    from: [Locked, Missing],
    byRegulator: [Locked, Missing, Seized],
    stoppedBy: [],
    inTransit: false,
  },
  // Never of theft or destruction; (EU) 2016/161, art. 13.
  UNDO: { from: [Exported, Sampled, FreeSample], stoppedBy: FOR_GOOD, inTransit: false },
};

/** The status of the ledger that a unit gets; locks are calls of their own. */
export const STATUS_OF: Readonly<Partial<Record<DecommissionKind, UnitStatus>>> = {
  EXPORT: UnitStatus.Exported,
  DESTROY: UnitStatus.Destroyed,
  SAMPLE: UnitStatus.Sampled,
  FREE_SAMPLE: UnitStatus.FreeSample,
  STOLEN: UnitStatus.Stolen,
};

/** Units as they are, and who asks. */
export interface DecommissionFacts {
  readonly holds: boolean;
  readonly regulator: boolean;
  readonly inTransit: boolean;
  readonly lot: LotState;
  /** The different statuses of the units. */
  readonly statuses: readonly UnitStatus[];
  /** Days since the units got their status; of an undo only. */
  readonly daysSince?: number;
}

export type DecommissionRefusal =
  'NOT_YOUR_UNITS' | 'UNITS_IN_TRANSIT' | 'LOT_NOT_IN_ORDER' | 'LOCKED_ALREADY' | 'UNIT_STATUS' | 'UNDO_OVER';

/** Why it may not be done, or undefined. */
export function decommissionRefusal(
  kind: DecommissionKind,
  facts: DecommissionFacts,
): DecommissionRefusal | undefined {
  const { from, byRegulator, stoppedBy, inTransit } = TRANSITIONS[kind];
  const asRegulator = facts.regulator && byRegulator !== undefined;
  if (!facts.holds && !asRegulator) return 'NOT_YOUR_UNITS';
  if (facts.inTransit && !inTransit) return 'UNITS_IN_TRANSIT';
  if (stoppedBy.some((state) => facts.lot[state])) return 'LOT_NOT_IN_ORDER';
  const allowed = asRegulator ? byRegulator : from;
  if (!facts.statuses.every((status) => allowed.includes(status)))
    return kind === 'LOCK' && facts.statuses.every(isLocked) ? 'LOCKED_ALREADY' : 'UNIT_STATUS';
  return kind === 'UNDO' && (facts.daysSince ?? 0) > UNDO_DAYS ? 'UNDO_OVER' : undefined;
}

function isLocked(status: UnitStatus): boolean {
  return status === Locked || status === Seized;
}
