import { UNDO_DAYS, UnitStatus } from '@custodia/ledger';

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

/** What a unit must be for it, and whether the lot must be in order; the same table as in the contract. */
interface Transition {
  readonly from: readonly UnitStatus[];
  /** What a regulator may besides, at any holder's. */
  readonly byRegulator?: readonly UnitStatus[];
  readonly lotInOrder: boolean;
  /** Theft happens on the road, too: then the shipper reports it. */
  readonly inTransit: boolean;
}

const ANY_STOCK = [Active, Opened, Locked, Missing];

export const TRANSITIONS: Readonly<Record<DecommissionKind, Transition>> = {
  EXPORT: { from: [Active], lotInOrder: true, inTransit: false },
  SAMPLE: { from: [Active], lotInOrder: true, inTransit: false },
  FREE_SAMPLE: { from: [Active], lotInOrder: true, inTransit: false },
  DESTROY: { from: ANY_STOCK, lotInOrder: false, inTransit: false },
  STOLEN: { from: ANY_STOCK, lotInOrder: false, inTransit: true },
  LOCK: { from: [Active], byRegulator: [Active, Locked], lotInOrder: false, inTransit: false },
  UNLOCK: {
    from: [Locked, Missing],
    byRegulator: [Locked, Missing, Seized],
    lotInOrder: false,
    inTransit: false,
  },
  // Never of theft or destruction; (EU) 2016/161, art. 13.
  UNDO: { from: [Exported, Sampled, FreeSample], lotInOrder: true, inTransit: false },
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
  readonly lotInOrder: boolean;
  /** The different statuses of the units. */
  readonly statuses: readonly UnitStatus[];
  /** Days since the units got their status; of an undo only. */
  readonly daysSince?: number;
}

export type DecommissionRefusal =
  'NOT_YOUR_UNITS' | 'UNITS_IN_TRANSIT' | 'LOT_NOT_IN_ORDER' | 'UNIT_STATUS' | 'UNDO_OVER';

/** Why it may not be done, or undefined. */
export function decommissionRefusal(
  kind: DecommissionKind,
  facts: DecommissionFacts,
): DecommissionRefusal | undefined {
  const { from, byRegulator, lotInOrder, inTransit } = TRANSITIONS[kind];
  const asRegulator = facts.regulator && byRegulator !== undefined;
  if (!facts.holds && !asRegulator) return 'NOT_YOUR_UNITS';
  if (facts.inTransit && !inTransit) return 'UNITS_IN_TRANSIT';
  if (lotInOrder && !facts.lotInOrder) return 'LOT_NOT_IN_ORDER';
  const allowed = asRegulator ? byRegulator : from;
  if (!facts.statuses.every((status) => allowed.includes(status))) return 'UNIT_STATUS';
  return kind === 'UNDO' && (facts.daysSince ?? 0) > UNDO_DAYS ? 'UNDO_OVER' : undefined;
}
