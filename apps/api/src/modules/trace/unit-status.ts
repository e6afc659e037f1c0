import { UnitStatus } from '@custodia/ledger';
import { segmentOf, unitInWord, type UnitRow } from '../custody/index.js';

export const TRACE_STATUSES = [
  'IN_STOCK',
  'IN_TRANSIT',
  'OPENED',
  'SUPPLIED',
  'LOCKED',
  'MISSING',
  'DECOMMISSIONED',
  'HELD',
  'RECALLED',
  'WITHDRAWN',
  'NOT_ON_LEDGER',
] as const;
export type TraceStatus = (typeof TRACE_STATUSES)[number];

/** How a pack stands: what is decided about its lot outranks what happened to it, a hold does not. */
export function statusOf(row: UnitRow): TraceStatus {
  if (row.registeredDay === null) return 'NOT_ON_LEDGER';
  if (row.recalled) return 'RECALLED';
  if (row.withdrawn) return 'WITHDRAWN';
  const own = STATUS_OF[unitInWord(row.word, row.idx).status];
  if (own) return own;
  if (row.held) return 'HELD';
  return segmentOf(row)?.state === 'HELD' ? 'IN_STOCK' : 'IN_TRANSIT';
}

const STATUS_OF: Readonly<Record<number, TraceStatus>> = {
  [UnitStatus.Supplied]: 'SUPPLIED',
  [UnitStatus.Filled]: 'SUPPLIED',
  [UnitStatus.Opened]: 'OPENED',
  [UnitStatus.Emptied]: 'SUPPLIED',
  [UnitStatus.Irregular]: 'SUPPLIED',
  [UnitStatus.IrregularlyFilled]: 'SUPPLIED',
  [UnitStatus.Locked]: 'LOCKED',
  [UnitStatus.Seized]: 'LOCKED',
  [UnitStatus.Missing]: 'MISSING',
  [UnitStatus.Exported]: 'DECOMMISSIONED',
  [UnitStatus.Destroyed]: 'DECOMMISSIONED',
  [UnitStatus.Sampled]: 'DECOMMISSIONED',
  [UnitStatus.FreeSample]: 'DECOMMISSIONED',
  [UnitStatus.Stolen]: 'DECOMMISSIONED',
};
