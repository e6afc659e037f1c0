import { FULL_SIZE, type TrafficSize } from '@custodia/api/traffic';

export const PARTS = [
  'gs1',
  'gas',
  'alerts',
  'records',
  'register',
  'goodsin',
  'verify',
  'dispense',
  'rebuild',
  'memory',
] as const;
export type PartName = (typeof PARTS)[number];

/** How large everything is. */
export interface Sizes {
  readonly traffic: TrafficSize;
  /** Reads of packs that a green scan is compared with. */
  readonly comparedReads: number;
  readonly lots: number;
  readonly unitsALot: number;
  readonly goodsIn: number;
  readonly verifySeconds: number;
  readonly verifyRates: readonly number[];
  readonly dispenseSeconds: number;
  readonly singlesPerSecond: number;
  readonly basketsPerSecond: number;
  readonly parseSeconds: number;
  /** Of the one patient's record. */
  readonly recordEntries: number;
  /** Readers whose requests are timed, one after the other. */
  readonly releaseRounds: number;
}

export interface Settings extends Sizes {
  readonly parts: readonly PartName[];
  readonly out: string | undefined;
  readonly readme: boolean;
}

const FULL: Sizes = {
  traffic: FULL_SIZE,
  comparedReads: 1_000_000,
  lots: 10,
  unitsALot: 1_000_000,
  goodsIn: 100_000,
  verifySeconds: 20,
  verifyRates: [500, 1_000, 2_000, 2_700],
  dispenseSeconds: 60,
  // A little more than is to be reached, so that reaching it is no accident of rounding.
  singlesPerSecond: 1_050,
  basketsPerSecond: 700,
  parseSeconds: 2,
  recordEntries: 500,
  releaseRounds: 3,
};

/** Shows that every part runs; its figures mean nothing. */
const QUICK: Sizes = {
  traffic: { ...FULL_SIZE, pharmacies: 60, lots: 60, packs: 120, scale: 0.2 },
  comparedReads: 20_000,
  lots: 3,
  unitsALot: 3_000,
  goodsIn: 1_000,
  verifySeconds: 2,
  verifyRates: [50, 100],
  dispenseSeconds: 3,
  singlesPerSecond: 20,
  basketsPerSecond: 10,
  parseSeconds: 0.2,
  recordEntries: 60,
  releaseRounds: 1,
};

export function readSettings(args: readonly string[]): Settings {
  const parts: PartName[] = [];
  let sizes = FULL;
  let out: string | undefined;
  let readme = false;
  const rest = [...args];
  while (rest.length > 0) {
    const arg = rest.shift()!;
    if (arg === '--quick') sizes = QUICK;
    else if (arg === '--readme') readme = true;
    else if (arg === '--out') out = rest.shift() ?? fail('--out needs a file');
    else if (isPart(arg)) parts.push(arg);
    else fail(`${arg} is not known. Parts: ${PARTS.join(', ')}. Options: --quick, --readme, --out FILE`);
  }
  if (readme && (sizes === QUICK || parts.length > 0))
    fail('--readme takes the whole bench at its full size');
  return { ...sizes, parts: parts.length > 0 ? parts : PARTS, out, readme };
}

function isPart(name: string): name is PartName {
  return (PARTS as readonly string[]).includes(name);
}

function fail(message: string): never {
  throw new Error(message);
}
