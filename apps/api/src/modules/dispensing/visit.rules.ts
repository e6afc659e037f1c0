import { parsePack } from '@custodia/gs1';
import type { VoucherDomain } from '@custodia/ledger';
import type { Repeatable, Turn } from '../../platform/work/index.js';
import type { AskedLine, Basket, BasketLine } from './basket.reader.js';
import { paperRefusal } from './ground.rules.js';
import { itemRefusal } from './item.rules.js';
import type { OpenItem } from './items.reader.js';
import { refuse, type RefusedLine, type Refusal } from './refusal.js';
import type { NewLine, NewSupply } from './supply-writer.js';
import type { SupplyBasis } from './supply.js';
import { eventTimeRefusal } from './timing.rules.js';
import { readVoucher, type AskedFill, type ReadVoucher } from './vouchers.js';
import type { AskedWarning, Warned } from './warned.store.js';

export interface AskedDispense {
  readonly idempotencyKey: string;
  readonly basis: SupplyBasis;
  readonly prescriptionId?: string | undefined;
  readonly contentKey?: string | undefined;
  readonly paperReference?: string | undefined;
  readonly collector?: string | undefined;
  /** When it happened; now, where nothing is said. */
  readonly eventTime?: Date | undefined;
  readonly lines: readonly AskedLine[];
  /** One signed voucher an item. */
  readonly fills: readonly AskedFill[];
  readonly owe: readonly { readonly itemId: string; readonly quantity: number }[];
  /** Warnings that the visit goes on against. */
  readonly warnings?: readonly AskedWarning[] | undefined;
}

/** Without the key under which it may be repeated, and what is sealed before. */
export type Asked = Omit<AskedDispense, 'idempotencyKey' | 'warnings'>;
export type AskedVisit = Repeatable<Asked> & { readonly warned?: Warned | undefined };
export type Visit = Turn<Asked> & Pick<AskedVisit, 'warned'>;

/** What is known of a visit before it is decided. */
export interface Counter {
  readonly basket: Basket;
  readonly opened: ReadonlyMap<string, OpenItem>;
  readonly vouchers: ReadonlyMap<string, ReadVoucher>;
}

const MOST_LINES = 100;

/** What keeps visits apart: a pack, a prescription, or a key that two of them share. */
export function keysOf({ actor, key, input: { prescriptionId, lines } }: Repeatable<Asked>): string[] {
  return [
    `request ${actor.siteId} ${key}`,
    ...(prescriptionId ? [`prescription ${prescriptionId}`] : []),
    ...new Set(lines.slice(0, MOST_LINES).map(({ scan }) => `pack ${packName(scan)}`)),
  ];
}

function packName(scan: string): string {
  const pack = parsePack(scan);
  return pack.ok ? `${pack.gtin} ${pack.serial}` : scan;
}

export function eventTimeOf({ input, tx }: Visit): Date {
  return input.eventTime ?? tx.now;
}

export function supplyOf(visit: Visit): NewSupply {
  const { basis, prescriptionId, paperReference, collector } = visit.input;
  return { basis, prescriptionId, paperReference, collector, eventTime: eventTimeOf(visit) };
}

export function vouchersOf(
  { actor, input: { fills } }: Visit,
  opened: ReadonlyMap<string, OpenItem>,
  domain: VoucherDomain,
): Map<string, ReadVoucher> {
  return new Map(
    fills.flatMap((fill) => {
      const known = opened.get(fill.itemId);
      return known ? [[fill.itemId, readVoucher(fill, known.item, domain, actor.partyId)]] : [];
    }),
  );
}

/** Why a request makes no sense, whatever is known. */
export function requestRefusal(
  { lines, basis, paperReference, owe }: Asked,
  eventTime: Date,
  now: Date,
): Refusal | undefined {
  const refusal = eventTimeRefusal(eventTime, now) ?? paperRefusal(basis, paperReference);
  if (refusal) return refusal;
  if (lines.length === 0 || lines.length > MOST_LINES) {
    return refuse('BAD_INPUT', `A basket holds 1 to ${MOST_LINES} packs.`);
  }
  const given = new Set(lines.map(({ itemId }) => itemId));
  if (owe.every(({ itemId }) => given.has(itemId))) return undefined;
  return refuse('BAD_INPUT', 'What is owed belongs to an item of which something is given now.');
}

/** Every item against all packs that are to fill it together. */
export function refusedItems(
  { basis, owe }: Pick<AskedDispense, 'basis' | 'owe'>,
  pharmacy: number,
  { basket, opened, vouchers }: Counter,
  now: Date,
): RefusedLine[] {
  const itemIds = new Set(basket.lines.map(({ asked }) => asked.itemId));
  return [...itemIds].flatMap((itemId) => {
    const lines = basket.lines.filter(({ asked }) => asked.itemId === itemId);
    if (itemId === undefined && basis !== 'E_PRESCRIPTION') return [];
    const item = itemId === undefined ? undefined : opened.get(itemId);
    const refusal =
      item && itemId
        ? (underOtherId(lines, pharmacy) ??
          itemRefusal(
            item.facts,
            {
              packs: lines.map(({ pack: { product }, quantity, asked }) => ({
                product,
                quantity,
                substitutionReason: asked.substitutionReason,
              })),
              owed: owe.find((one) => one.itemId === itemId)?.quantity ?? 0,
              voucher: vouchers.get(itemId)?.facts,
            },
            now,
          ))
        : refuse('ITEM_MISSING', 'Say which item of the opened prescription this pack fills.');
    return refusal ? lines.map(({ line }) => ({ line, ...refusal })) : [];
  });
}

/** Vouchers are bound to one ledger id of the pharmacy; a site may hold stock under several. */
function underOtherId(lines: readonly BasketLine[], pharmacy: number): Refusal | undefined {
  const other = lines.some(({ state }) => state.facts.custody === 'OURS' && state.holder !== pharmacy);
  return other
    ? refuse('NOT_HOLDER', 'This pack is in stock under another ledger id of your site.')
    : undefined;
}

export function newLine(
  line: BasketLine,
  opened: ReadonlyMap<string, OpenItem>,
  vouchers: ReadonlyMap<string, ReadVoucher>,
): NewLine {
  const { asked, pack, state, quantity, portion, operationId } = line;
  const { itemId } = asked;
  return {
    pack,
    state,
    quantity,
    portion,
    operationId,
    ...(itemId !== undefined && { item: opened.get(itemId)!.item, voucher: vouchers.get(itemId)!.call }),
    substitutionReason: asked.substitutionReason?.trim(),
    overrideReason: asked.override?.trim(),
  };
}
