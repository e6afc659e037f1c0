import type { HeldState } from './custody.documents';
import { commonUnits, countUnits, type UnitRange } from './unit-ranges';

/** What can be done with packs on the shelf, besides dispensing. */
export const PACK_ORDERS = [
  'RETURN',
  'LOCK',
  'UNLOCK',
  'MISSING',
  'DESTROY',
  'STOLEN',
  'EXPORT',
  'SAMPLE',
  'FREE_SAMPLE',
] as const;
export type PackOrder = (typeof PACK_ORDERS)[number];

/** Orders that take packs off the market. */
export const EXITS = ['DESTROY', 'STOLEN', 'EXPORT', 'SAMPLE', 'FREE_SAMPLE'] as const;

/** Nobody brings these packs back. */
export function isFinal(order: PackOrder): boolean {
  return order === 'DESTROY' || order === 'STOLEN';
}

const SHELF: readonly HeldState[] = ['ACTIVE', 'OPENED', 'LOCKED', 'MISSING'];

/** The states in which a pack may be; the API holds the same table, and the contract. */
const FROM: Record<PackOrder, readonly HeldState[]> = {
  RETURN: ['ACTIVE'],
  LOCK: ['ACTIVE'],
  UNLOCK: ['LOCKED', 'MISSING'],
  MISSING: ['ACTIVE'],
  DESTROY: SHELF,
  STOLEN: SHELF,
  EXPORT: ['ACTIVE'],
  SAMPLE: ['ACTIVE'],
  FREE_SAMPLE: ['ACTIVE'],
};

/** Sold or given away: only from a lot that is in order. */
const NEEDS_ORDER: ReadonlySet<PackOrder> = new Set(['EXPORT', 'SAMPLE', 'FREE_SAMPLE']);

interface Shelf {
  readonly ranges: readonly UnitRange[];
  readonly aside: readonly { readonly state: HeldState; readonly range: UnitRange }[];
}

/** The states of the chosen packs, each once. */
export function statesOf(chosen: readonly UnitRange[], { ranges, aside }: Shelf): HeldState[] {
  const states = aside
    .filter(({ range }) => commonUnits(chosen, [range]).length > 0)
    .map(({ state }) => state);
  const unfit = aside.map(({ range }) => range);
  if (countUnits(commonUnits(chosen, ranges)) > countUnits(commonUnits(chosen, unfit))) states.push('ACTIVE');
  return [...new Set(states)];
}

/** Whether all chosen packs allow it. */
export function allows(order: PackOrder, states: readonly HeldState[], lotInOrder: boolean): boolean {
  if (states.length === 0 || (NEEDS_ORDER.has(order) && !lotInOrder)) return false;
  return states.every((state) => FROM[order].includes(state));
}
