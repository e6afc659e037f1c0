import { opening, type Plot } from './plot.js';
import { DAY, HOUR } from './world.js';

/** Packs of a source that nobody knows are written down as emergencies. */
export function unauthorisedSupply(plot: Plot): void {
  const { random } = plot.world;
  const packs = plot.take(random.between(6, 15));
  const place = plot.victim(undefined, packs[0]!.lot.wholesaler);
  const label = plot.label('UNAUTHORISED_SUPPLY');
  const from = plot.day(3, 14);
  for (const pack of packs)
    plot.acts.push({
      kind: 'report',
      at: opening(from + random.between(0, 240) * HOUR),
      pack,
      place,
      reason: 'EMERGENCY',
      label,
    });
}

/** A prescription's signature is made up, or used up. */
export function forgedVoucher(plot: Plot): void {
  const { random } = plot.world;
  const signed = random.chance(0.3);
  for (const pack of plot.take(random.between(1, 4)))
    plot.acts.push({
      kind: 'fill',
      at: opening(plot.day(3, 25)),
      pack,
      place: plot.customerOf(pack),
      signed,
      spent: signed,
      label: plot.label('FORGED_VOUCHER'),
    });
}

/** The numbers on the packs are not those that the maker put on the ledger: somebody changed the list on its way. */
export function swappedSerials(plot: Plot): void {
  const { random } = plot.world;
  const packs = plot.take(random.between(3, 10));
  const place = plot.customerOf(packs[0]!);
  const label = plot.label('SWAPPED_SERIALS');
  const at = opening(plot.day(3, 25));
  for (const pack of packs)
    plot.acts.push({
      kind: 'claim',
      at: at + random.between(0, 5) * HOUR,
      pack,
      place,
      proven: false,
      label,
    });
}

/** Numbers that are sold already are put on another lot. */
export function serialsTwice(plot: Plot): void {
  const { gtin, maker, packs } = plot.world.random.one(plot.world.lots);
  plot.acts.push({
    kind: 'register',
    at: plot.day(3, 25),
    maker,
    gtin,
    lot: `Z${plot.world.random.text(6)}`,
    serials: packs.slice(0, plot.world.random.between(5, 50)).map(({ serial }) => serial),
    label: plot.label('SERIALS_TWICE'),
  });
}

/** Somebody registers a lot that another maker has made. */
export function secondMaker(plot: Plot): void {
  const { random, lots, makers } = plot.world;
  const { gtin, number, maker } = random.one(lots);
  plot.acts.push({
    kind: 'register',
    at: plot.day(3, 25) + DAY,
    maker: random.one(makers.filter((one) => one !== maker)),
    gtin,
    lot: number,
    serials: Array.from({ length: 20 }, () => random.text(12)),
    label: plot.label('SECOND_MAKER'),
  });
}
