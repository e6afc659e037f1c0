import type { Plot } from './plot.js';
import { opening } from './plot.js';
import { DAY, HOUR, printOf, type MadePack } from './world.js';

/** Boxes with a real product and a real lot, and numbers out of thin air. */
export function randomSerials(plot: Plot): void {
  const { random } = plot.world;
  const real = anyPack(plot);
  for (let batch = random.between(8, 20); batch > 0; batch--)
    plot.offer('UNKNOWN_SERIAL', plot.victim(), { ...printOf(real), serial: random.text(12) }, true);
}

/** The same with a lot that nobody made. */
export function inventedLot(plot: Plot): void {
  const { random } = plot.world;
  const real = anyPack(plot);
  const lot = `X${random.text(7)}`;
  for (let batch = random.between(5, 12); batch > 0; batch--)
    plot.offer('INVENTED_LOT', plot.victim(), { ...printOf(real), lot, serial: random.text(12) }, true);
}

/** A serial that somebody saw, with a lot and an expiry out of thin air. */
export function inventedLabel(plot: Plot): void {
  const { random } = plot.world;
  const lot = `Y${random.text(7)}`;
  for (const pack of plot.take(random.between(1, 4)))
    plot.offer('INVENTED_LABEL', plot.victim(), { ...printOf(pack), lot, expiry: '2031-05-31' }, false);
}

/** Old stock gets a new expiry. */
export function relabelled(plot: Plot): void {
  const { random } = plot.world;
  const packs = plot.take(random.between(3, 10));
  const place = plot.customerOf(packs[0]!);
  const delivered = plot.day(3, 20);
  plot.acts.push({ kind: 'deliver', at: delivered, packs, to: place });
  const label = plot.label('RELABELLED');
  for (const pack of packs)
    plot.scan(
      label,
      place,
      { ...printOf(pack), expiry: '2031-12-31' },
      opening(delivered + DAY + random.between(0, 90) * HOUR),
    );
}

/** Somebody looks for numbers that pass. */
export function guessing(plot: Plot): void {
  const { random } = plot.world;
  const place = random.one(plot.world.pharmacies);
  const real = anyPack(plot);
  const at = plot.day(2, 25) + 9 * HOUR;
  const label = plot.label('GUESSING');
  for (let tries = random.between(30, 60), n = 0; n < tries; n++)
    plot.scan(label, place, { ...printOf(real), serial: random.text(12) }, at + n * 40_000, {
      channel: 'API',
      mode: 'VERIFY',
    });
}

function anyPack({ world: { random, lots } }: Plot): MadePack {
  return random.one(random.one(lots).packs);
}
