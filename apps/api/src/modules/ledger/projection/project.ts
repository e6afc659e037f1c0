import type { Sql } from '../sql.js';
import { saveAnchors } from './anchor.store.js';
import { foldItem, isItemEvent, type ItemEvent } from './item.fold.js';
import { loadItems, saveItems } from './item.store.js';
import { foldLot, isLotEvent, type LotEvent } from './lot.fold.js';
import { loadLots, saveLots } from './lot.store.js';
import { foldParty, isPartyEvent, type PartyEvent } from './party.fold.js';
import { loadParties, saveParties } from './party.store.js';
import type { PlacedEvent } from './placed-event.js';

/** Carries the projections forward over events, given in the order of the chain. */
export async function project(sql: Sql, events: readonly PlacedEvent[]): Promise<void> {
  await projectParties(sql, events);
  await projectLots(sql, events);
  await projectItems(sql, events);
  await saveAnchors(sql, events);
}

export async function projectLots(sql: Sql, placed: readonly PlacedEvent[]): Promise<void> {
  const events = placed.filter(({ event }) => isLotEvent(event)) as (PlacedEvent & { event: LotEvent })[];
  if (events.length === 0) return;
  const lots = await loadLots(
    sql,
    events.map(({ event }) => event),
  );
  for (const { event, at } of events) {
    const lot = lots.get(event.args.lot);
    if (lot) foldLot(lot, event, at);
  }
  await saveLots(sql, lots);
}

export async function projectItems(sql: Sql, placed: readonly PlacedEvent[]): Promise<void> {
  const events = placed.filter(({ event }) => isItemEvent(event)) as (PlacedEvent & { event: ItemEvent })[];
  if (events.length === 0) return;
  const items = await loadItems(sql, [...new Set(events.map(({ event }) => event.args.item))]);
  for (const { event, at } of events) {
    items.set(event.args.item, foldItem(items.get(event.args.item), event, at));
  }
  await saveItems(sql, items);
}

export async function projectParties(sql: Sql, placed: readonly PlacedEvent[]): Promise<void> {
  const events = placed.map(({ event }) => event).filter((event): event is PartyEvent => isPartyEvent(event));
  if (events.length === 0) return;
  const parties = await loadParties(sql, [...new Set(events.map(({ args }) => args.party))]);
  for (const event of events) parties.set(event.args.party, foldParty(parties.get(event.args.party), event));
  await saveParties(sql, parties);
}
