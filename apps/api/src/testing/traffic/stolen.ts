import { UnitStatus } from '@custodia/ledger';
import { opening, type Plot } from './plot.js';
import { DAY, HOUR, printOf, type MadePack } from './world.js';

/** Genuine numbers of packs that lie elsewhere, on boxes with invented papers. */
export function forgedPedigree(plot: Plot): void {
  const packs = plot.take(plot.world.random.between(5, 15));
  const place = plot.victim(undefined, packs[0]!.lot.wholesaler);
  for (const pack of packs) plot.offer('FORGED_PEDIGREE', place, printOf(pack), false);
}

/** Packs meant for one market are sold into another; a few by the buyer's own wholesaler. */
export function diversion(plot: Plot): void {
  const { random } = plot.world;
  const packs = plot.take(random.between(5, 30));
  const { wholesaler } = packs[0]!.lot;
  const place = random.chance(0.06) ? plot.customerOf(packs[0]!) : plot.victim(undefined, wholesaler);
  const label = plot.label('DIVERSION');
  const at = opening(plot.day(5, 25));
  for (const pack of packs)
    plot.scan(label, place, printOf(pack), opening(at + random.between(0, 72) * HOUR));
}

/** A load is stolen; most owners notice before the packs are sold. */
export function theft(plot: Plot): void {
  const { random } = plot.world;
  const packs = plot.take(random.between(10, 40));
  const noticed = plot.day(3, 6);
  if (random.chance(0.8))
    plot.acts.push({ kind: 'off-market', at: noticed, packs, status: UnitStatus.Stolen });
  const label = plot.label('THEFT');
  const place = plot.victim(undefined, packs[0]!.lot.wholesaler);
  for (const pack of packs.slice(0, random.between(3, 10)))
    plot.scan(label, place, printOf(pack), opening(noticed + random.between(10, 300) * HOUR));
}

/** What was to be destroyed, or was sold abroad, comes back. */
export function wasteSold(plot: Plot): void {
  const { random } = plot.world;
  const packs = plot.take(random.between(3, 12));
  const off = plot.day(3, 12);
  const status = random.chance(0.5) ? UnitStatus.Destroyed : UnitStatus.Exported;
  plot.acts.push({ kind: 'off-market', at: off, packs, status });
  const label = plot.label('WASTE_SOLD');
  const place = plot.victim();
  for (const pack of packs)
    plot.scan(label, place, printOf(pack), opening(off + random.between(24, 300) * HOUR));
}

/** A carton is opened between the ramp and the door; or a driver keeps a pack or two of each load. */
export function takenOnTheWay(plot: Plot): void {
  const { random } = plot.world;
  const [pack] = plot.take(1) as [MadePack];
  const to = plot.customerOf(pack);
  const from = pack.lot.wholesaler;
  const label = plot.label('TAKEN_ON_THE_WAY');
  const first = plot.day(3, 15);
  const loads = random.chance(0.5) ? 1 : random.between(3, 6);
  for (let load = 0; load < loads; load++)
    plot.acts.push({
      kind: 'short',
      at: opening(first + load * 2 * DAY),
      pack,
      from,
      to,
      missing: loads === 1 ? random.between(5, 30) : random.between(1, 2),
      label,
    });
}

/** A pharmacy gives away what it ought to send back, past its own system. */
export function recalledSold(plot: Plot): void {
  const { random } = plot.world;
  const lot = plot.untouchedLot();
  const packs = plot.take(random.between(3, 8), lot);
  const place = plot.customerOf(packs[0]!);
  const recalled = plot.day(15, 22);
  plot.acts.push({ kind: 'deliver', at: recalled - 3 * DAY, packs, to: place });
  plot.acts.push({ kind: 'recall', at: recalled, lot });
  const label = plot.label('RECALLED_SOLD');
  for (const pack of packs)
    plot.acts.push({
      kind: 'hand-out',
      at: opening(recalled + random.between(12, 90) * HOUR),
      pack,
      place,
      label,
    });
}
