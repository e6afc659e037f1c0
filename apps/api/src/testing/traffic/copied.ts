import { opening, type Plot } from './plot.js';
import { DAY, HOUR, MINUTE, printOf } from './world.js';

/** One genuine pack is bought and dispensed; its print is on several boxes elsewhere. */
export function copies(plot: Plot): void {
  const { random } = plot.world;
  const pack = plot.takeOne();
  const buyer = plot.customerOf(pack);
  const sold = opening(plot.day(4, 12));
  const label = plot.label('COPIED_SERIAL');
  // Where nobody keeps custody, the genuine pack may be the one that comes too late.
  plot.sell(label, pack, buyer, sold);
  for (let copy = random.between(1, 5); copy > 0; copy--)
    plot.scan(label, plot.victim(buyer), printOf(pack), opening(sold + random.between(-48, 240) * HOUR));
}

/** A copy is looked at in another town within the hour, by people who would both say that theirs is good. */
export function twoTowns(plot: Plot): void {
  const { random } = plot.world;
  const pack = plot.takeOne();
  const holder = plot.customerOf(pack);
  const looked = opening(plot.day(4, 24)) + HOUR;
  plot.acts.push({ kind: 'deliver', at: looked - DAY, packs: [pack], to: holder });
  const label = plot.label('TWO_TOWNS');
  const between = random.between(5, 50) * MINUTE * (random.chance(0.5) ? 1 : -1);
  plot.scan(label, holder, printOf(pack), looked, { mode: 'VERIFY' });
  plot.scan(label, plot.farFrom(holder), printOf(pack), looked + between, { mode: 'VERIFY' });
}

/** The copy is given to somebody while the line is down, so that no counter is warned. */
export function handedOutTwice(plot: Plot): void {
  const { random } = plot.world;
  const pack = plot.takeOne();
  const buyer = plot.customerOf(pack);
  const sold = opening(plot.day(4, 20));
  const label = plot.label('HANDED_OUT_TWICE');
  plot.sell(label, pack, buyer, sold);
  const at = opening(sold + random.between(1, 72) * HOUR);
  plot.acts.push({ kind: 'hand-out', at, pack, place: plot.victim(buyer), label });
}

/** A genuine box, emptied by a patient, is filled with something else and sold elsewhere. */
export function reuse(plot: Plot): void {
  const { random } = plot.world;
  const pack = plot.takeOne();
  const buyer = plot.customerOf(pack);
  const sold = opening(plot.day(3, 8));
  plot.sell(undefined, pack, buyer, sold);
  const back = opening(sold + random.between(3, 15) * DAY);
  plot.scan(plot.label('REUSED_PACK'), plot.victim(buyer), printOf(pack), back);
}

/** The same, at the very counter that dispensed it. */
export function refilled(plot: Plot): void {
  const pack = plot.takeOne();
  const buyer = plot.customerOf(pack);
  const sold = opening(plot.day(3, 8));
  plot.sell(undefined, pack, buyer, sold);
  const back = opening(sold + plot.world.random.between(3, 15) * DAY);
  plot.scan(plot.label('REFILLED_HERE'), buyer, printOf(pack), back);
}

/** One box is read for every patient of the week, who get something else or nothing. */
export function chargedAgain(plot: Plot): void {
  const { random } = plot.world;
  const pack = plot.takeOne();
  const place = plot.customerOf(pack);
  const first = opening(plot.day(3, 15));
  plot.sell(undefined, pack, place, first);
  const label = plot.label('CHARGED_AGAIN');
  for (let day = 0; day < random.between(3, 5); day++)
    for (let time = 1; time <= random.between(3, 6); time++)
      plot.scan(label, place, printOf(pack), first + day * DAY + time * 17 * MINUTE);
}

/** Charged, taken back, charged again. */
export function undoneAndSold(plot: Plot): void {
  const pack = plot.takeOne();
  const place = plot.customerOf(pack);
  const first = opening(plot.day(3, 20));
  plot.sell(undefined, pack, place, first);
  const label = plot.label('UNDONE_AND_SOLD');
  for (let time = 1; time <= plot.world.random.between(2, 4); time++) {
    const at = first + time * 50 * MINUTE;
    plot.acts.push({ kind: 'undo', at, pack, label });
    plot.scan(label, place, printOf(pack), at + 10 * MINUTE);
  }
}
