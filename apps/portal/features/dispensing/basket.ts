import type { OpenedItem } from './dispensing.documents';

/** What the counter needs to know of a product. */
export interface CounterProduct {
  readonly gtin: string;
  readonly name: string;
  readonly substance: string;
  readonly strength: string | null;
  readonly form: string | null;
  readonly baseUnit: string;
  readonly packQuantity: number;
}

/** A pack on the counter. Quantities are base units, such as tablets. */
export interface BasketPack {
  /** GTIN and serial. */
  readonly key: string;
  /** The scan, as it goes to the API. */
  readonly scan: string;
  readonly product: CounterProduct;
  readonly serial: string;
  readonly lotNumber: string;
  readonly expiry: string | null;
  /** What is in it: less than the pack size for an opened one. */
  readonly content: number;
  /** What is given of it. */
  readonly quantity: number;
  readonly itemId: string | undefined;
  readonly substitutionReason: string;
  /** Days to the expiry where these are few: then it takes a reason to dispense. */
  readonly daysLeft: number | undefined;
  readonly override: string;
}

export type Item = Pick<
  OpenedItem,
  'substance' | 'productGtin' | 'strength' | 'form' | 'baseUnit' | 'substitutionAllowed' | 'upTo'
> & { readonly state: Pick<OpenedItem['state'], 'id' | 'ordinal' | 'remaining' | 'state' | 'quantity'> };

const OPEN = new Set(['ISSUED', 'PARTLY_DISPENSED']);

/** Whether something may be given on the item today. */
export function isOpen(item: Item): boolean {
  return OPEN.has(item.state.state) && item.state.remaining > 0;
}

/** What the packs of the basket leave of the item's remaining quantity. */
export function leftOn(item: Item, packs: readonly BasketPack[]): number {
  return item.state.remaining - givenOn(item, packs);
}

export function givenOn(item: Item, packs: readonly BasketPack[]): number {
  return packs
    .filter(({ itemId }) => itemId === item.state.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Another product than the prescriber named, or another form: it needs a reason. */
export function isSubstitution(item: Item, product: CounterProduct): boolean {
  const otherProduct = item.productGtin !== null && item.productGtin !== product.gtin;
  const otherForm = item.form !== null && !same(item.form, product.form ?? '');
  return otherProduct || otherForm;
}

/**
 * Puts a pack to the first item that it fits and that has something left. Only a proposal for the counter: the API
 * decides whether a pack fits.
 */
export function assign(pack: BasketPack, items: readonly Item[], packs: readonly BasketPack[]): BasketPack {
  const others = packs.filter(({ key }) => key !== pack.key);
  const item = items.find(
    (candidate) =>
      isOpen(candidate) &&
      leftOn(candidate, others) > 0 &&
      same(candidate.substance, pack.product.substance) &&
      (candidate.strength === null || same(candidate.strength, pack.product.strength ?? '')),
  );
  if (!item) return { ...pack, itemId: undefined, quantity: pack.content };
  return { ...pack, itemId: item.state.id, quantity: Math.min(pack.content, leftOn(item, others)) };
}

/** Adds a pack; the same pack again changes nothing. */
export function addPack(
  packs: readonly BasketPack[],
  pack: BasketPack,
  items: readonly Item[],
): readonly BasketPack[] {
  if (packs.some(({ key }) => key === pack.key)) return packs;
  return [...packs, assign(pack, items, packs)];
}

/** Puts every pack to its item again, as when a prescription is opened after the packs were scanned. */
export function assignAll(packs: readonly BasketPack[], items: readonly Item[]): readonly BasketPack[] {
  return packs.reduce<readonly BasketPack[]>((done, pack) => [...done, assign(pack, items, done)], []);
}

export type Obstacle =
  'empty' | 'noPrescription' | 'noItem' | 'reason' | 'tooMuch' | 'override' | 'paperReference';

/** What still keeps the basket from being dispensed, or undefined. */
export function obstacle(basket: {
  readonly basis: string;
  readonly packs: readonly BasketPack[];
  readonly items: readonly Item[] | undefined;
  readonly paperReference: string;
}): Obstacle | undefined {
  const { basis, packs, items, paperReference } = basket;
  if (packs.length === 0) return 'empty';
  if (basis === 'PAPER' && paperReference.trim() === '') return 'paperReference';
  if (packs.some(({ daysLeft, override }) => daysLeft !== undefined && override.trim() === ''))
    return 'override';
  if (basis !== 'E_PRESCRIPTION') return undefined;
  if (!items) return 'noPrescription';
  for (const pack of packs) {
    const item = items.find(({ state }) => state.id === pack.itemId);
    if (!item) return 'noItem';
    if (leftOn(item, packs) < 0) return 'tooMuch';
    if (isSubstitution(item, pack.product) && pack.substitutionReason.trim() === '') return 'reason';
  }
  return undefined;
}

function same(a: string, b: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '');
  return plain(a) === plain(b);
}
