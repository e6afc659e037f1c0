import { opening } from './plot.js';
import type { Random } from './random.js';
import {
  DAY,
  HOUR,
  MINUTE,
  printOf,
  type Act,
  type MadeLot,
  type MadePack,
  type Place,
  type Print,
  type World,
} from './world.js';

/**
 * How often honest people err. Assumptions of ours, at the upper end of what is published of European systems once
 * scanners are set up: 0.03 % to 3 % of scans fail there, nearly all by scanners and procedure.
 */
export const HABITS = {
  verifiesFirst: 0.08,
  scannerFault: 0.004,
  scansAgain: 0.004,
  keepsScanning: 0.000_02,
  undoes: 0.005,
  typesWrong: 0.000_5,
  leavesItWrong: 0.03,
  slipsTwice: 0.1,
  lateUpload: 0.015,
  veryLateUpload: 0.05,
  deliveryNotRecorded: 0.000_5,
  shortDelivery: 0.000_5,
  patientBringsBack: 0.000_5,
  /** A pack goes to a colleague next door; now and then to one in another town, by car. */
  lends: 0.000_5,
  lendsFar: 0.05,
  /** Of deliveries: a wholesaler looks at one pack. */
  wholesalerChecks: 0.02,
  shopCodes: 0.005,
  handsOutInOutage: 0.000_5,
  reportsSupply: 0.000_02,
  undoesAgain: 0.000_01,
  voucherTwice: 0.000_01,
  /** Of lots: the file of an earlier one is sent again by mistake. */
  sendsOldSerials: 0.001,
  recalled: 0.005,
} as const;

/** All that honest people do with the packs in a month: deliver, receive, verify, dispense, and err. */
export function honestTraffic(world: World, start: number, spared: ReadonlySet<MadePack>): Act[] {
  const acts: Act[] = [];
  for (const lot of world.lots) {
    const released = start + world.random.between(0, 10) * DAY;
    lot.uploadedAt = start;
    const rest = lot.packs.filter((pack) => !spared.has(pack));
    let firstScan = Infinity;
    for (let at = 0; at < rest.length;) {
      const packs = rest.slice(at, at + world.random.between(4, 16));
      at += packs.length;
      firstScan = Math.min(firstScan, deliver(world, acts, packs, released));
    }
    // What somebody is up to with a pack begins with its sale, which waits for its data and ends with a recall.
    if (rest.length < lot.packs.length) continue;
    upload(world, lot, firstScan);
    if (world.random.chance(HABITS.recalled))
      acts.push({ kind: 'recall', at: released + world.random.between(5, 20) * DAY, lot });
    if (world.random.chance(HABITS.sendsOldSerials)) acts.push(sentAgain(lot, released));
  }
  return acts;
}

function sentAgain({ gtin, maker, number, packs }: MadeLot, at: number): Act {
  const serials = packs.map(({ serial }) => serial);
  return { kind: 'register', at, maker, gtin, lot: `${number}B`, serials };
}

/** Data sometimes comes after the goods. */
function upload({ random }: World, lot: MadeLot, firstScan: number): void {
  if (!random.chance(HABITS.lateUpload)) return;
  const hours = random.chance(HABITS.veryLateUpload) ? random.between(30, 90) : random.between(1, 20);
  lot.uploadedAt = firstScan + hours * HOUR;
}

/** One delivery to a pharmacy that the holder supplies. @returns when the first of its packs is read. */
function deliver(world: World, acts: Act[], packs: readonly MadePack[], released: number): number {
  const { random, pharmacies, market } = world;
  const [sample] = packs as [MadePack];
  let first = Infinity;
  const { wholesaler } = sample.lot;
  const to = random.one(pharmacies.filter(({ suppliers }) => suppliers.includes(wholesaler)));
  const arrives = released + random.between(6, 72) * HOUR;
  if (random.chance(HABITS.wholesalerChecks)) {
    first = arrives - random.between(30, 300) * MINUTE;
    const print = printOf(sample);
    acts.push({ kind: 'scan', at: first, place: wholesaler, print, channel: 'WEDGE', mode: 'VERIFY' });
  }
  const recorded = random.chance(HABITS.deliveryNotRecorded) ? arrives + 5 * HOUR : arrives;
  acts.push({ kind: 'deliver', at: recorded, packs, to });
  if (market === 'US' && random.chance(HABITS.shortDelivery))
    acts.push({
      kind: 'short',
      at: arrives,
      pack: sample,
      from: wholesaler,
      to,
      missing: random.between(1, 2),
    });
  for (const pack of packs) first = Math.min(first, counter(world, acts, pack, to, arrives));
  return first;
}

/** The life of a pack at the counter. @returns when it is read first. */
function counter(world: World, acts: Act[], pack: MadePack, place: Place, arrives: number): number {
  const { random } = world;
  const print = printOf(pack);
  const at = opening(arrives + random.between(30, 14 * 24 * 60) * MINUTE);
  const scan = (when: number, more: Partial<Extract<Act, { kind: 'scan' }>> = {}) =>
    acts.push({ kind: 'scan', at: when, place, print, channel: 'WEDGE', mode: 'DISPENSE', ...more });
  if (random.chance(HABITS.lends)) lend(world, acts, pack, place, at);
  else if (random.chance(HABITS.handsOutInOutage)) acts.push({ kind: 'hand-out', at, pack, place });
  else if (random.chance(HABITS.reportsSupply))
    acts.push({ kind: 'report', at, pack, place, reason: 'EMERGENCY' });
  else serve(world, acts, pack, place, at, scan);
  return at - 20 * MINUTE;
}

/** Read, given and, now and then, taken back or read again. */
function serve(
  { random, market }: World,
  acts: Act[],
  pack: MadePack,
  place: Place,
  at: number,
  scan: (at: number, more?: Partial<Extract<Act, { kind: 'scan' }>>) => void,
): void {
  const print = printOf(pack);
  if (random.chance(HABITS.verifiesFirst)) scan(at - 20 * MINUTE, { mode: 'VERIFY' });
  if (random.chance(HABITS.scannerFault)) scan(at - 30_000, { print: garbled(print) });
  if (random.chance(HABITS.typesWrong)) {
    scan(at - 60_000, { print: mistyped(random, print), channel: 'TYPED' });
    if (random.chance(HABITS.leavesItWrong)) return;
  }
  // American packs carry the number of their shop code in the same square.
  if (market === 'EU' && random.chance(HABITS.shopCodes))
    acts.push({ kind: 'shop-code', at: at - 20_000, place, gtin: print.gtin });
  if (random.chance(HABITS.voucherTwice))
    acts.push({ kind: 'fill', at: at - 10_000, pack, place, signed: true, spent: true });
  scan(at);
  const repeats = random.chance(HABITS.keepsScanning)
    ? 4
    : random.chance(HABITS.scansAgain)
      ? random.between(1, 2)
      : 0;
  for (let again = 1; again <= repeats; again++) scan(at + again * 40_000);
  const undos = random.chance(HABITS.undoesAgain) ? 2 : random.chance(HABITS.undoes) ? 1 : 0;
  for (let undo = 1; undo <= undos; undo++) {
    acts.push({ kind: 'undo', at: at + undo * 10 * MINUTE, pack });
    scan(at + undo * 10 * MINUTE + (undo === undos ? 3 * HOUR : 5 * MINUTE));
  }
  if (random.chance(HABITS.patientBringsBack)) scan(at + 5 * DAY, { mode: 'VERIFY' });
}

/** A colleague needs a pack: it is looked at, handed over, and given there. */
function lend({ random, pharmacies }: World, acts: Act[], pack: MadePack, place: Place, at: number): void {
  const near = pharmacies.filter(({ id, town }) => id !== place.id && town === place.town);
  const far = random.chance(HABITS.lendsFar) || near.length === 0;
  const to = random.one(far ? pharmacies.filter(({ town }) => town !== place.town) : near);
  const print = printOf(pack);
  const there = at + (far ? random.between(40, 180) : random.between(15, 90)) * MINUTE;
  acts.push({ kind: 'scan', at, place, print, channel: 'WEDGE', mode: 'VERIFY' });
  acts.push({ kind: 'deliver', at: at + 10 * MINUTE, packs: [pack], to });
  acts.push({ kind: 'scan', at: there, place: to, print, channel: 'WEDGE', mode: 'DISPENSE' });
}

/** Caps Lock, or a keyboard of another country. */
function garbled(print: Print): Print {
  return { ...print, serial: print.serial.toLowerCase(), lot: print.lot.toLowerCase() };
}

/** Two letters swapped, one left out, one wrong; now and then more than one slip. */
function mistyped(random: Random, print: Print): Print {
  const slip = (serial: string) => {
    const at = random.between(1, serial.length - 1);
    const [before, here] = [serial.slice(0, at), serial.charAt(at)];
    const [swapped, leftOut, wrong] = [
      before.slice(0, -1) + here + before.slice(-1) + serial.slice(at + 1),
      before + serial.slice(at + 1),
      before + random.text(1) + serial.slice(at + 1),
    ];
    return random.one([swapped, leftOut, wrong]);
  };
  const serial = random.chance(HABITS.slipsTwice) ? slip(slip(print.serial)) : slip(print.serial);
  return { ...print, serial: serial === print.serial ? `${serial}X` : serial };
}
