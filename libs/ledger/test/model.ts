import { fillHashOf, undoProof, UNDO_DAYS, UnitStatus, type Fill, type RefusalName } from '../src/index.js';
import { PARTY, ROLES } from './parties.js';
import { Role } from '../src/codes.js';

/** What one item of a call comes to: the name of its event, or the refusal. */
export type Outcome = string;

export interface ModelSegment {
  start: number;
  end: number;
  holder: number;
  receiver: number;
  state: 'held' | 'shipped' | 'ordered';
  touched: boolean;
}

export interface ModelItem {
  remaining: number;
  used: number;
  cancelled: boolean;
  fills: Fill[];
}

interface Place {
  party: number;
  start: number;
  end: number;
  hint: number;
}

const STOCK = Role.Manufacturer | Role.Distributor | Role.Pharmacy | Role.Disposer;
const ANYBODY = ~0;
const S = UnitStatus;
const UNDOABLE: readonly number[] = [
  ...[S.Supplied, S.Filled, S.Opened, S.Emptied, S.Irregular, S.IrregularlyFilled],
  ...[S.Exported, S.Sampled, S.FreeSample],
];

/**
 * One lot and some prescription items, as plain lists: what the contracts must do, written without their packing.
 * Each method answers what the ledger will, and remembers what it will have done.
 */
export class Model {
  readonly status: number[];
  readonly day: number[];
  segments: ModelSegment[];
  readonly items = new Map<string, ModelItem>();
  readonly suspended = new Set<number>();
  readonly recalledRanges: [number, number][] = [];
  heldByMaker = false;
  heldByRegulator = false;
  recalled = false;

  constructor(
    readonly lot: `0x${string}`,
    readonly size: number,
    readonly registeredDay: number,
    readonly expiryDay: number,
    public today: number,
  ) {
    this.status = Array<number>(size).fill(S.Active);
    this.day = Array<number>(size).fill(0);
    this.segments = [
      { start: 0, end: size, holder: PARTY.maker, receiver: 0, state: 'held', touched: false },
    ];
  }

  /* CUSTODY */

  ship(place: Place, receiver: number): Outcome {
    const found = this.find(place, STOCK);
    if (typeof found === 'string') return found;
    const refusal = atRest(found, place.party) ?? this.receiverRefusal(place.party, receiver);
    if (refusal) return refusal;
    if (this.lotRefusal(place) && !mayHoldRestricted(receiver)) return 'OnlyToMakerOrDisposer';
    const unfit = this.unfit(found, place, [S.Active]);
    if (unfit) return unfit;
    this.cut(found, place, { holder: place.party, receiver, state: 'shipped', touched: false });
    return 'Shipped';
  }

  receive(place: Place): Outcome {
    const found = this.incoming(place);
    if (typeof found === 'string') return found;
    const restricted = found.state === 'shipped' && this.lotRefusal(place) !== undefined;
    if (restricted && !mayHoldRestricted(place.party)) return 'OnlyToMakerOrDisposer';
    const whole = found.start === place.start;
    this.cut(found, place, { holder: place.party, receiver: 0, state: 'held', touched: false });
    if (whole && place.hint < place.start) this.joinLeft(place.start);
    return 'Received';
  }

  reject(place: Place): Outcome {
    const found = this.incoming(place);
    if (typeof found === 'string') return found;
    this.settle(found, place, false);
    return 'Rejected';
  }

  voidShipment(place: Place): Outcome {
    const found = this.find(place, STOCK);
    if (typeof found === 'string') return found;
    if (found.holder !== place.party) return 'NotHolder';
    if (found.state !== 'shipped') return 'NotInTransit';
    this.settle(found, place, false);
    return 'ShipmentVoided';
  }

  reportMissing(place: Place): Outcome {
    const found = this.find(place, STOCK);
    if (typeof found === 'string') return found;
    if (found.state === 'held' && found.holder !== place.party) return 'NotHolder';
    if (found.state !== 'held' && found.receiver !== place.party) return 'NotReceiver';
    const unfit = this.unfit(found, place, [S.Active]);
    if (unfit) return unfit;
    this.settle(found, place, true);
    this.mark(place, S.Missing);
    return 'ReportedMissing';
  }

  claim(place: Place, proven: boolean): Outcome {
    const found = this.find(place, STOCK);
    if (typeof found === 'string') return found;
    if (found.holder === place.party) return 'AlreadyHolder';
    if (found.state === 'ordered') return 'InTransit';
    if (this.lotRefusal(place) && !mayHoldRestricted(place.party)) return 'OnlyToMakerOrDisposer';
    const status = this.statusAt(place.start);
    if (status !== S.Active && status !== S.Missing) return statusRefusal(status);
    if (!proven) return 'InvalidProof';
    this.mark(place, S.Active);
    this.cut(found, place, { holder: place.party, receiver: 0, state: 'held', touched: false });
    return 'Claimed';
  }

  reassign(place: Place, receiver: number): Outcome {
    const found = this.find(place, Role.Regulator);
    if (typeof found === 'string') return found;
    const refusal = this.receiverRefusal(found.holder, receiver) ?? this.unfit(found, place, [S.Active]);
    if (refusal) return refusal;
    this.cut(found, place, { holder: found.holder, receiver, state: 'ordered', touched: false });
    return 'Reassigned';
  }

  /* UNITS */

  decommission(place: Place, status: number): Outcome {
    const refused = this.authority(place.party, STOCK);
    if (refused) return refused;
    if (status < S.Exported || status > S.Stolen) return 'InvalidCode';
    const found = this.find(place, STOCK);
    if (typeof found === 'string') return found;
    if (found.holder !== place.party) return 'NotHolder';
    if (found.state !== 'held' && status !== S.Stolen) return 'InTransit';
    const gone = status === S.Stolen || status === S.Destroyed;
    const lot = gone ? undefined : this.lotRefusal(place);
    if (lot) return lot;
    const unfit = this.unfit(found, place, gone ? [S.Active, S.Opened, S.Locked, S.Missing] : [S.Active]);
    if (unfit) return unfit;
    this.settle(found, place, true);
    this.mark(place, status);
    return 'Decommissioned';
  }

  lock(place: Place): Outcome {
    const found = this.controlled(place);
    if (typeof found === 'string') return found;
    const regulator = place.party === PARTY.regulator;
    const unfit = this.unfit(found, place, regulator ? [S.Active, S.Locked] : [S.Active]);
    if (unfit) return unfit;
    this.settle(found, place, true);
    this.mark(place, regulator ? S.Seized : S.Locked);
    return 'UnitsLocked';
  }

  unlock(place: Place): Outcome {
    const found = this.controlled(place);
    if (typeof found === 'string') return found;
    const regulator = place.party === PARTY.regulator;
    const unfit = this.unfit(found, place, [S.Locked, S.Missing, ...(regulator ? [S.Seized] : [])]);
    if (unfit) return unfit;
    this.settle(found, place, false);
    this.mark(place, S.Active);
    return 'UnitsUnlocked';
  }

  dispense(
    place: Place,
    portion: number,
    basis: number,
    charge?: { item: string; quantity: number; upTo: number },
  ): Outcome {
    const refused = this.authority(place.party, Role.Pharmacy);
    if (refused) return refused;
    if ((basis === 0) !== (charge !== undefined)) return 'InvalidCode';
    const found = this.find(place, Role.Pharmacy);
    if (typeof found === 'string') return found;
    const refusal = atRest(found, place.party) ?? this.lotRefusal(place);
    if (refusal) return refusal;
    const status = this.statusAt(place.start);
    if (status !== S.Active && !(status === S.Opened && portion !== 0)) return statusRefusal(status);
    const uncharged = charge && this.charge(place, charge);
    if (uncharged) return uncharged;
    found.touched = true;
    const supplied = charge ? S.Filled : S.Supplied;
    this.mark(place, portion === 0 ? supplied : portion === 1 ? S.Opened : S.Emptied);
    return 'Dispensed';
  }

  reportSupply(
    place: Place,
    portion: number,
    charge?: { item: string; quantity: number; upTo: number },
  ): Outcome {
    const found = this.find(place, Role.Pharmacy | Role.Regulator);
    if (typeof found === 'string') return found;
    const charged = charge !== undefined && this.charge(place, charge) === undefined;
    const status = this.statusAt(place.start);
    const markable = [S.Active, S.Opened, S.Locked, S.Missing].some((each) => each === status);
    if (markable && !atRest(found, place.party)) {
      found.touched = true;
      const irregular = charged ? S.IrregularlyFilled : S.Irregular;
      const emptied = portion === 2 || status === S.Opened;
      this.mark(place, portion === 1 ? S.Opened : emptied ? S.Emptied : irregular);
    }
    return 'SupplyReported';
  }

  /** @param fill Which outstanding fill of which item the undo names. */
  undo(place: Place, status: number, fill?: { item: string; position: number }): Outcome {
    const found = this.find(place, STOCK);
    if (typeof found === 'string') return found;
    const refusal = atRest(found, place.party);
    if (refusal) return refusal;
    if (this.isRecalled(place)) return 'LotIsRecalled';
    if (this.today > this.expiryDay) return 'LotIsExpired';
    const actual = this.statusAt(place.start);
    if (!UNDOABLE.includes(actual)) return statusRefusal(actual);
    if (actual !== status) return 'StatusMismatch';
    if (this.today - (this.day[place.start] ?? 0) > UNDO_DAYS) return 'UndoWindowOver';
    const ungiven = this.giveBack(place, actual, fill);
    if (ungiven) return ungiven;
    const opened = actual === S.Opened || actual === S.Emptied;
    if (actual !== S.Opened) this.mark(place, opened ? S.Opened : S.Active);
    return 'Undone';
  }

  /* SHARED */

  private giveBack(
    place: Place,
    status: number,
    named?: { item: string; position: number },
  ): Outcome | undefined {
    if (!named) return status === S.Filled || status === S.IrregularlyFilled ? 'ItemRequired' : undefined;
    const item = this.itemAt(named.item);
    const fill = item.fills[named.position];
    if (!fill) throw new RangeError('The test names a fill that is not outstanding.');
    if (this.today - fill.day > UNDO_DAYS) return 'UndoWindowOver';
    // The contract builds the fill from the unit and the party that ask.
    const claimed = { ...fill, index: place.start, pharmacy: place.party };
    if (fillHashOf(claimed) !== fillHashOf(fill)) return 'StaleFills';
    item.fills.splice(named.position, 1);
    item.remaining += fill.quantity;
    return undefined;
  }

  private charge(place: Place, asked: { item: string; quantity: number; upTo: number }): Outcome | undefined {
    const item = this.itemAt(asked.item);
    if (item.cancelled) return 'ItemCancelled';
    if (asked.quantity === 0) return 'InvalidQuantity';
    if (asked.quantity > item.remaining) return 'QuantityExceeded';
    if (item.used + asked.quantity > asked.upTo) return 'VoucherSpent';
    item.remaining -= asked.quantity;
    item.used += asked.quantity;
    const { start: index, party: pharmacy } = place;
    item.fills.push({ lot: this.lot, index, pharmacy, quantity: asked.quantity, day: this.today });
    return undefined;
  }

  /** What an undo has to show of a fill. */
  proofOf(item: string, position: number): { before: bigint; later: `0x${string}`[] } {
    return undoProof(this.itemAt(item).fills, position);
  }

  private authority(party: number, anyOf: number): RefusalName | undefined {
    if (this.suspended.has(party)) return 'PartySuspended';
    return (ROLES.get(party) ?? 0) & anyOf ? undefined : 'MissingRole';
  }

  private find(place: Place, anyOf: number): ModelSegment | RefusalName {
    const refused = this.authority(place.party, anyOf);
    if (refused) return refused;
    if (place.start >= place.end || place.end > this.size) return 'UnknownUnit';
    const hinted = this.segments.findIndex((segment) => segment.start === place.hint);
    const at = this.segments.findIndex(
      (segment) => segment.start <= place.start && place.start < segment.end,
    );
    const found = this.segments[at];
    if (hinted < 0 || !found || hinted > at || at - hinted > 8 || place.end > found.end) return 'StaleHint';
    return found;
  }

  private incoming(place: Place): ModelSegment | RefusalName {
    const found = this.find(place, STOCK);
    return typeof found !== 'string' && found.receiver !== place.party ? 'NotReceiver' : found;
  }

  private controlled(place: Place): ModelSegment | RefusalName {
    const found = this.find(place, STOCK | Role.Regulator);
    if (typeof found === 'string') return found;
    return atRest(found, place.party === PARTY.regulator ? found.holder : place.party) ?? found;
  }

  private receiverRefusal(holder: number, receiver: number): RefusalName | undefined {
    const fit = receiver !== holder && !this.authority(receiver, ANYBODY) && !this.authority(receiver, STOCK);
    return fit ? undefined : 'InvalidReceiver';
  }

  private lotRefusal(place: { start: number; end: number }): RefusalName | undefined {
    if (this.isRecalled(place)) return 'LotIsRecalled';
    if (this.heldByMaker || this.heldByRegulator) return 'LotIsHeld';
    return this.today > this.expiryDay ? 'LotIsExpired' : undefined;
  }

  private isRecalled({ start, end }: { start: number; end: number }): boolean {
    return this.recalled || this.recalledRanges.some(([from, to]) => start < to && from < end);
  }

  private unfit(segment: ModelSegment, place: Place, allowed: number[]): RefusalName | undefined {
    // The ledger may trust that an untouched segment is all active.
    const statuses = this.status.slice(place.start, place.end);
    if (!segment.touched && statuses.some((status) => status !== S.Active))
      throw new Error('untouched, not active');
    const first = statuses.find((status) => !allowed.includes(status));
    return first === undefined ? undefined : statusRefusal(first);
  }

  private statusAt(index: number): number {
    return this.status[index] ?? S.Active;
  }

  private mark({ start, end }: Place, status: number): void {
    this.status.fill(status, start, end);
    this.day.fill(this.today, start, end);
  }

  private settle(segment: ModelSegment, place: Place, touched: boolean): void {
    this.cut(segment, place, { holder: segment.holder, receiver: 0, state: 'held', touched });
  }

  private cut(segment: ModelSegment, { start, end }: Place, part: Omit<ModelSegment, 'start' | 'end'>): void {
    const pieces = [
      { ...segment, end: start },
      { ...part, start, end },
      { ...segment, start: end },
    ];
    this.segments = this.segments.flatMap((each) =>
      each === segment ? pieces.filter((piece) => piece.start < piece.end) : [each],
    );
  }

  private joinLeft(start: number): void {
    const right = this.segments.findIndex((segment) => segment.start === start);
    const [left, part] = [this.segments[right - 1], this.segments[right]];
    if (!left || !part || left.state !== 'held' || left.holder !== part.holder || left.touched) return;
    left.end = part.end;
    this.segments.splice(right, 1);
  }

  private itemAt(item: string): ModelItem {
    const found = this.items.get(item);
    if (!found) throw new RangeError('The test names an item that was not issued.');
    return found;
  }
}

function atRest(segment: ModelSegment, party: number): RefusalName | undefined {
  if (segment.holder !== party) return 'NotHolder';
  return segment.state === 'held' ? undefined : 'InTransit';
}

function mayHoldRestricted(party: number): boolean {
  return party === PARTY.maker || party === PARTY.disposer;
}

function statusRefusal(status: number): RefusalName {
  if (status === S.Active) return 'StatusMismatch';
  if (status === S.Opened) return 'UnitIsOpened';
  if (status <= S.IrregularlyFilled) return 'AlreadySupplied';
  if (status <= S.Seized) return 'UnitIsLocked';
  return status === S.Missing ? 'UnitIsMissing' : 'UnitIsDecommissioned';
}
