import { fillHashOf, fillsDigest, type Hex, type LedgerEvent } from '@custodia/ledger';
import { utcDay } from './utc-day.js';

export interface ItemState {
  readonly prescriberParty: number;
  readonly keyAddress: string;
  readonly quantity: number;
  readonly remaining: number;
  readonly used: number;
  /** Days since 1970. */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly cancelled: boolean;
  /** Outstanding fills in order; the contract keeps a digest of them. */
  readonly fills: readonly string[];
}

export type ItemEvent = Extract<LedgerEvent, { readonly args: { readonly item: string } }>;

const NO_ITEM = `0x${'0'.repeat(64)}`;
const CHARGED = '0x00000000';

/** Whether the event changes a prescription item. */
export function isItemEvent(event: LedgerEvent): event is ItemEvent {
  if (!('item' in event.args) || event.args.item === NO_ITEM) return false;
  return event.name !== 'SupplyReported' || event.args.fillRefusal === CHARGED;
}

/**
 * @param item absent before it is issued
 * @param at the time of the event's block, by which the contract dates a fill
 */
export function foldItem(item: ItemState | undefined, { name, args }: ItemEvent, at: Date): ItemState {
  if (name === 'Issued') {
    return {
      prescriberParty: args.prescriber,
      keyAddress: args.key,
      quantity: args.quantity,
      remaining: args.quantity,
      used: 0,
      firstDay: args.firstDay,
      lastDay: args.lastDay,
      cancelled: false,
      fills: [],
    };
  }
  if (!item) throw new Error('An event names a prescription item that was never issued');
  switch (name) {
    case 'Cancelled':
      return { ...item, cancelled: true };
    case 'Dispensed':
    case 'SupplyReported':
      return {
        ...item,
        remaining: item.remaining - args.quantity,
        used: item.used + args.quantity,
        fills: [...item.fills, fillOf(args, at)],
      };
    case 'Undone':
      return {
        ...item,
        remaining: item.remaining + args.quantity,
        fills: withoutFill(item.fills, args.fill, args.before),
      };
  }
}

interface Supply {
  readonly lot: Hex;
  readonly index: number;
  readonly party: number;
  readonly quantity: number;
}

function fillOf({ lot, index, party: pharmacy, quantity }: Supply, at: Date): string {
  return fillHashOf({ lot, index, pharmacy, quantity, day: utcDay(at) });
}

/** Where in the outstanding fills one is; of equal ones the one that has this digest before it. -1 for none. */
export function positionOfFill(fills: readonly string[], fill: string, before: bigint): number {
  const positions = [...fills.keys()].filter((position) => fills[position] === fill);
  if (positions.length < 2) return positions[0] ?? -1;
  return positions.find((position) => digestBefore(fills, position) === before) ?? -1;
}

/** The item's digest before the fill at this position. */
export function digestBefore(fills: readonly string[], position: number): bigint {
  return fillsDigest(fills.slice(0, position) as Hex[]);
}

function withoutFill(fills: readonly string[], fill: string, before: bigint): string[] {
  const undone = positionOfFill(fills, fill, before);
  return fills.filter((_, position) => position !== undone);
}
