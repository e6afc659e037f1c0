import { chargedAgain, copies, handedOutTwice, refilled, reuse, twoTowns, undoneAndSold } from './copied.js';
import { guessing, inventedLabel, inventedLot, randomSerials, relabelled } from './made-up.js';
import { forgedVoucher, secondMaker, serialsTwice, swappedSerials, unauthorisedSupply } from './papers.js';
import { Plot, type Deceits } from './plot.js';
import { diversion, forgedPedigree, recalledSold, takenOnTheWay, theft, wasteSold } from './stolen.js';
import type { World } from './world.js';

/** What a country of 300 pharmacies may see in a bad month. */
const EVERYWHERE: readonly (readonly [count: number, act: (plot: Plot) => void])[] = [
  [30, randomSerials],
  [6, inventedLot],
  [10, inventedLabel],
  [12, relabelled],
  [60, copies],
  [20, twoTowns],
  [12, handedOutTwice],
  [60, reuse],
  [8, refilled],
  [8, chargedAgain],
  [8, undoneAndSold],
  [15, theft],
  [8, wasteSold],
  [6, unauthorisedSupply],
  [10, forgedVoucher],
  [6, swappedSerials],
  [5, serialsTwice],
  [5, secondMaker],
  [5, guessing],
];

/** What goods do between wholesalers and pharmacies is a deceit where it is written down who holds them. */
const WHERE_CUSTODY_IS_KEPT: typeof EVERYWHERE = [
  [12, forgedPedigree],
  [40, diversion],
  [12, takenOnTheWay],
];

const OF_WHOLE_LOTS: typeof EVERYWHERE = [[6, recalledSold]];

/** Ways to bring false or stolen packs to the counter, as the reports of the last twenty years tell them. */
export function dishonestTraffic(world: World, start: number, scale: number): Deceits {
  const plot = new Plot(world, start);
  const deceits = [...EVERYWHERE, ...(world.market === 'US' ? WHERE_CUSTODY_IS_KEPT : []), ...OF_WHOLE_LOTS];
  for (const [count, act] of deceits)
    for (let at = 0; at < Math.max(1, Math.round(count * scale)); at++) act(plot);
  return plot;
}
