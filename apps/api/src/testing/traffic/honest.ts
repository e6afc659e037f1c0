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
  lateUpload: 0.015,
  veryLateUpload: 0.05,
  deliveryNotRecorded: 0.000_5,
  shortDelivery: 0.000_5,
  patientBringsBack: 0.000_5,
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
    upload(world, lot, firstScan);
  }
  return acts;
}

/** Data sometimes comes after the goods. */
function upload({ random }: World, lot: MadeLot, firstScan: number): void {
  if (!random.chance(HABITS.lateUpload)) return;
  const hours = random.chance(HABITS.veryLateUpload) ? random.between(30, 90) : random.between(1, 20);
  lot.uploadedAt = firstScan + hours * HOUR;
}

/** One delivery to a pharmacy that the holder supplies. @returns when the first of its packs is read. */
function deliver(world: World, acts: Act[], packs: readonly MadePack[], released: number): number {
  const { random, pharmacies } = world;
  const [sample] = packs as [MadePack];
  const customers = pharmacies.filter(({ suppliers }) => suppliers.includes(sample.holder));
  const to = random.one(customers);
  const arrives = released + random.between(6, 72) * HOUR;
  const recorded = random.chance(HABITS.deliveryNotRecorded) ? arrives + 5 * HOUR : arrives;
  acts.push({ kind: 'deliver', at: recorded, packs, to });
  if (random.chance(HABITS.shortDelivery))
    acts.push({
      kind: 'short',
      at: arrives,
      pack: sample,
      from: sample.holder,
      to,
      missing: random.between(1, 2),
    });
  let first = Infinity;
  for (const pack of packs) first = Math.min(first, counter(world, acts, pack, to, arrives));
  return first;
}

/** The life of a pack at the counter. */
function counter({ random }: World, acts: Act[], pack: MadePack, place: Place, arrives: number): number {
  const print = printOf(pack);
  const at = opening(arrives + random.between(30, 14 * 24 * 60) * MINUTE);
  const scan = (when: number, more: Partial<Extract<Act, { kind: 'scan' }>> = {}) =>
    acts.push({ kind: 'scan', at: when, place, print, channel: 'WEDGE', mode: 'DISPENSE', ...more });
  if (random.chance(HABITS.verifiesFirst)) scan(at - 20 * MINUTE, { mode: 'VERIFY' });
  if (random.chance(HABITS.scannerFault)) scan(at - 30_000, { print: garbled(print) });
  if (random.chance(HABITS.typesWrong)) {
    scan(at - 60_000, { print: mistyped(print), channel: 'TYPED' });
    if (random.chance(HABITS.leavesItWrong)) return at;
  }
  scan(at);
  const repeats = random.chance(HABITS.keepsScanning)
    ? 4
    : random.chance(HABITS.scansAgain)
      ? random.between(1, 2)
      : 0;
  for (let again = 1; again <= repeats; again++) scan(at + again * 40_000);
  if (random.chance(HABITS.undoes)) {
    acts.push({ kind: 'undo', at: at + 10 * MINUTE, pack });
    scan(at + 3 * HOUR);
  }
  if (random.chance(HABITS.patientBringsBack)) scan(at + 5 * DAY, { mode: 'VERIFY' });
  return at - 20 * MINUTE;
}

/** Caps Lock, or a keyboard of another country. */
function garbled(print: Print): Print {
  return { ...print, serial: print.serial.toLowerCase(), lot: print.lot.toLowerCase() };
}

function mistyped(print: Print): Print {
  const swapped = print.serial.slice(0, -2) + print.serial.slice(-1) + print.serial.at(-2);
  return { ...print, serial: swapped === print.serial ? `${print.serial}X` : swapped };
}

/** Pharmacies are open from eight to eight. */
export function opening(at: number): number {
  const hour = Math.floor((at % DAY) / HOUR);
  return hour >= 8 && hour < 20 ? at : at - (at % DAY) + DAY + 8 * HOUR + (at % (10 * HOUR));
}
