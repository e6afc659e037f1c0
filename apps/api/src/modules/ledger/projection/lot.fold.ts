import { Portion, UnitStatus, type LedgerEvent, type LedgerEventName } from '@custodia/ledger';
import type { LotState, Range } from './lot.state.js';
import type { Segment } from './segments.js';
import { lane } from './unit-words.js';
import { utcDay } from './utc-day.js';

export type LotEvent = Extract<LedgerEvent, { readonly args: { readonly lot: string } }>;

/** Statuses that a report may overwrite, as in `Supply.sol`. */
const REPORTABLE: readonly number[] = [
  UnitStatus.Active,
  UnitStatus.Opened,
  UnitStatus.Locked,
  UnitStatus.Missing,
];

export function isLotEvent(event: LedgerEvent): event is LotEvent {
  return 'lot' in event.args;
}

/** The units that an event is about; nothing where it is about the lot as a whole. */
export function unitsOf({ args }: LotEvent): Range | undefined {
  if ('index' in args) return { start: args.index, end: args.index + 1 };
  return 'start' in args ? { start: args.start, end: args.end } : undefined;
}

/** The units whose segments the event cuts or joins. */
export function segmentsOf(event: LotEvent): Range | undefined {
  if (event.name === 'Received') return { start: event.args.segmentStart, end: event.args.end };
  if (event.name === 'RecallProposed' || event.name === 'LotRecalled') return undefined;
  return unitsOf(event);
}

const STATUS_EVENTS: ReadonlySet<LedgerEventName> = new Set([
  'ReportedMissing',
  'Claimed',
  'Dispensed',
  'Undone',
  'SupplyReported',
  'Decommissioned',
  'UnitsLocked',
  'UnitsUnlocked',
]);

/** The units whose statuses the event may change. */
export function statusesOf(event: LotEvent): Range | undefined {
  return STATUS_EVENTS.has(event.name) ? unitsOf(event) : undefined;
}

/**
 * Does to a lot what the contract did when it emitted the event.
 * @param at the time of the event's block, by which the contract dates a status
 */
export function foldLot(lot: LotState, event: LotEvent, at: Date): void {
  const { name, args } = event;
  const today = utcDay(at);
  switch (name) {
    case 'LotRegistered':
      lot.register({
        makerParty: args.maker,
        lotId: args.lotId,
        unitCount: args.units,
        registeredDay: today,
        expiryDay: args.expiryDay,
        root: args.root,
        version: 0,
        derivedFrom: isZero(args.derivedFrom) ? null : args.derivedFrom,
        heldByMaker: false,
        heldByRegulator: false,
        recalled: false,
        withdrawn: false,
      });
      return lot.segments.set(0, held(args.units, args.maker));
    case 'LotAmended':
      return lot.change({ expiryDay: args.expiryDay, version: args.version });
    case 'LotHeld':
      return setHold(lot, args.party, true);
    case 'LotReleased':
      return setHold(lot, args.party, false);
    case 'RecallProposed':
    case 'ProposalRetracted':
      return;
    case 'LotRecalled':
      return recall(lot, args);
    case 'LotWithdrawn':
      return lot.change({ withdrawn: true });
    case 'Shipped':
      return lot.segments.carve(args.start, onTheWay(args.end, args.party, args.receiver, 'SHIPPED'));
    case 'Reassigned':
      return lot.segments.carve(args.start, onTheWay(args.end, args.holder, args.receiver, 'ORDERED'));
    case 'Received':
      lot.segments.carve(args.start, held(args.end, args.party));
      return lot.segments.join(args.segmentStart, args.end, args.start);
    case 'Rejected':
      return lot.segments.carve(args.start, held(args.end, args.shipper));
    case 'ShipmentVoided':
      return lot.segments.carve(args.start, held(args.end, args.party));
    case 'Claimed':
      lot.segments.carve(args.index, held(args.index + 1, args.party));
      return lot.words.write(args.index, args.index + 1, 0); // one that was missing is found
    case 'ReportedMissing':
      return mark(lot, args, UnitStatus.Missing, today);
    case 'Decommissioned':
    case 'UnitsLocked':
      return mark(lot, args, args.status, today);
    case 'UnitsUnlocked':
      return mark(lot, args, UnitStatus.Active, today);
    case 'Dispensed':
      return setUnit(lot, args.index, suppliedStatus(args.portion, !isZero(args.item)), today);
    case 'SupplyReported':
      if (args.held && REPORTABLE.includes(args.previous)) setUnit(lot, args.index, args.status, today);
      return;
    case 'Undone':
      // A bottle that stays open keeps its day.
      if (args.undone !== UnitStatus.Opened) writeStatus(lot, args.index, args.index + 1, args.status, today);
      return;
    default:
      name satisfies never;
  }
}

function setHold(lot: LotState, party: number, value: boolean): void {
  lot.change(party === lot.head.makerParty ? { heldByMaker: value } : { heldByRegulator: value });
}

function recall(lot: LotState, { start, end }: Range): void {
  if (start === 0 && end === lot.head.unitCount) lot.change({ recalled: true });
  else lot.newRecallRanges.push({ start, end });
}

/** Makes the range a segment of its own, at rest with its holder, and sets the status of its units. */
function mark(lot: LotState, { start, end }: Range, status: number, today: number): void {
  const { holder } = lot.segments.containing(start).segment;
  lot.segments.carve(start, { ...held(end, holder), touched: status !== UnitStatus.Active });
  writeStatus(lot, start, end, status, today);
}

function setUnit(lot: LotState, index: number, status: number, day: number): void {
  const { start, segment } = lot.segments.containing(index);
  if (!segment.touched) lot.segments.set(start, { ...segment, touched: true });
  writeStatus(lot, index, index + 1, status, day);
}

function writeStatus(lot: LotState, start: number, end: number, status: number, day: number): void {
  const value = status === UnitStatus.Active ? 0 : lane(status, day - lot.head.registeredDay);
  lot.words.write(start, end, value);
}

/** The status that a dispense gives a unit. */
export function suppliedStatus(portion: number, filled: boolean): number {
  if (portion === Portion.Part) return UnitStatus.Opened;
  if (portion === Portion.Last) return UnitStatus.Emptied;
  return filled ? UnitStatus.Filled : UnitStatus.Supplied;
}

function held(end: number, holder: number): Segment {
  return { end, holder, receiver: null, state: 'HELD', touched: false };
}

function onTheWay(end: number, holder: number, receiver: number, state: 'SHIPPED' | 'ORDERED'): Segment {
  return { end, holder, receiver, state, touched: false };
}

function isZero(word: string): boolean {
  return /^0x0*$/.test(word);
}
