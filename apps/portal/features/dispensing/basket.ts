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
  /** It was handed out although it may not be dispensed: the supply can only be reported. */
  readonly reportOnly: boolean;
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

/**
 * Adds a pack. The same pack again changes nothing, unless some of it is left for another item: then that is a further
 * part of it.
 */
export function addPack(
  packs: readonly BasketPack[],
  pack: BasketPack,
  items: readonly Item[],
): readonly BasketPack[] {
  const same = packs.filter(({ key }) => key === pack.key || key.startsWith(`${pack.key} /`));
  if (same.length === 0) return [...packs, assign(pack, items, packs)];
  const content = pack.content - same.reduce((sum, { quantity }) => sum + quantity, 0);
  if (content <= 0) return packs;
  const part = assign({ ...pack, key: `${pack.key} /${same.length + 1}`, content }, items, packs);
  const other = part.itemId !== undefined && same.every(({ itemId }) => itemId !== part.itemId);
  return other ? [...packs, part] : packs;
}

/** Puts every pack to its item again, as when a prescription is opened after the packs were scanned. */
export function assignAll(packs: readonly BasketPack[], items: readonly Item[]): readonly BasketPack[] {
  return packs.reduce<readonly BasketPack[]>((done, pack) => [...done, assign(pack, items, done)], []);
}

export type Obstacle =
  | 'empty'
  | 'noPrescription'
  | 'noItem'
  | 'reason'
  | 'tooMuch'
  | 'override'
  | 'paperReference'
  | 'signature'
  | 'warning';

/** What still keeps the basket from being dispensed, or undefined. */
export function obstacle(basket: {
  readonly basis: string;
  readonly packs: readonly BasketPack[];
  readonly items: readonly Item[] | undefined;
  readonly paperReference: string;
  /** It was all handed out before: only what the report needs is asked for. */
  readonly reported?: boolean;
}): Obstacle | undefined {
  const { basis, packs, items, paperReference, reported = false } = basket;
  if (packs.length === 0) return 'empty';
  if (basis === 'PAPER' && paperReference.trim() === '') return 'paperReference';
  if (!reported && packs.some(({ daysLeft, override }) => daysLeft !== undefined && override.trim() === ''))
    return 'override';
  if (basis !== 'E_PRESCRIPTION' || reported) return undefined;
  if (!items) return 'noPrescription';
  for (const pack of packs) {
    const item = items.find(({ state }) => state.id === pack.itemId);
    if (!item) return 'noItem';
    if (leftOn(item, packs) < 0) return 'tooMuch';
    if (isSubstitution(item, pack.product) && pack.substitutionReason.trim() === '') return 'reason';
  }
  return undefined;
}

/** Adds a pack for what is owed, and proposes no more of it than that. */
export function addOwed(
  owed: { readonly quantity: number; readonly settled: number },
  packs: readonly BasketPack[],
  pack: BasketPack,
): readonly BasketPack[] {
  if (packs.some(({ key }) => key === pack.key)) return packs;
  const left = owed.quantity - owed.settled - packs.reduce((sum, { quantity }) => sum + quantity, 0);
  return [...packs, { ...pack, quantity: Math.max(1, Math.min(pack.content, left)) }];
}

/** What still keeps an owed balance from being given, or undefined. */
export function owedObstacle(basket: {
  readonly packs: readonly BasketPack[];
  readonly left: number;
  /** A signature of the patient still covers it, or a new one can be made. */
  readonly signed: boolean;
}): Obstacle | undefined {
  const { packs, left, signed } = basket;
  if (packs.length === 0) return 'empty';
  if (!signed) return 'signature';
  if (packs.reduce((sum, { quantity }) => sum + quantity, 0) > left) return 'tooMuch';
  if (packs.some(({ daysLeft, override }) => daysLeft !== undefined && override.trim() === ''))
    return 'override';
  return undefined;
}

function same(a: string, b: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '');
  return plain(a) === plain(b);
}
