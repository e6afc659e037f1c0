import { parseGtin, type Gtin } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import { Random } from './random.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A licensed place. A pharmacy buys from its suppliers. */
export interface Place {
  readonly id: string;
  readonly region: string;
  readonly role: 'PHARMACY' | 'DISTRIBUTOR';
  readonly suppliers: readonly Place[];
}

export interface MadeLot {
  readonly gtin: Gtin;
  readonly number: string;
  readonly expiry: string;
  readonly packs: MadePack[];
  /** When its serials are known to the system. */
  uploadedAt: number;
}

export interface MadePack {
  readonly lot: MadeLot;
  readonly index: number;
  readonly serial: string;
  holder: Place;
  status: UnitStatus;
  supplied: { readonly place: Place; readonly at: number } | undefined;
}

/** What stands on a box, true or not. */
export interface Print {
  readonly gtin: string;
  readonly serial: string;
  readonly lot: string;
  readonly expiry: string;
}

/** Why somebody did something that he should not. Only the measurement reads it. */
export type Deceit =
  | 'UNKNOWN_SERIAL'
  | 'INVENTED_LOT'
  | 'COPIED_SERIAL'
  | 'REUSED_PACK'
  | 'FORGED_PEDIGREE'
  | 'DIVERSION'
  | 'THEFT'
  | 'GUESSING';

export interface Label {
  readonly deceit: Deceit;
  /** The packs of one deceit. */
  readonly id: string;
}

/** Something that somebody does. */
export type Act = { readonly at: number; readonly label?: Label } & (
  | {
      readonly kind: 'scan';
      readonly place: Place;
      readonly print: Print;
      readonly channel: 'WEDGE' | 'CAMERA' | 'TYPED' | 'API';
      readonly mode: 'VERIFY' | 'DISPENSE' | 'RECEIVE';
    }
  | { readonly kind: 'deliver'; readonly packs: readonly MadePack[]; readonly to: Place }
  | { readonly kind: 'undo'; readonly pack: MadePack }
  | { readonly kind: 'report-stolen'; readonly packs: readonly MadePack[] }
  | {
      readonly kind: 'short';
      readonly pack: MadePack;
      readonly from: Place;
      readonly to: Place;
      readonly missing: number;
    }
);

export interface World {
  readonly random: Random;
  readonly pharmacies: readonly Place[];
  readonly distributors: readonly Place[];
  readonly lots: readonly MadeLot[];
}

export function printOf({ lot, serial }: MadePack): Print {
  return { gtin: lot.gtin, serial, lot: lot.number, expiry: lot.expiry };
}

/** A country: places, who buys from whom, and lots of packs that lie with distributors. */
export function makeWorld(seed: number, size: { pharmacies: number; lots: number; packs: number }): World {
  const random = new Random(seed);
  const regions = ['NORTH', 'EAST', 'SOUTH', 'WEST', 'COAST', 'HILLS'];
  const distributors: Place[] = Array.from({ length: 12 }, (_, at) => ({
    id: `distributor-${at}`,
    region: regions[at % regions.length] ?? '',
    role: 'DISTRIBUTOR',
    suppliers: [],
  }));
  const pharmacies: Place[] = Array.from({ length: size.pharmacies }, (_, at) => ({
    id: `pharmacy-${at}`,
    region: random.one(regions),
    role: 'PHARMACY',
    suppliers: [random.one(distributors), random.one(distributors)],
  }));
  const gtins = Array.from({ length: 150 }, (_, at) => gtinOf(at));
  const lots = Array.from({ length: size.lots }, (_, at): MadeLot => {
    const lot: MadeLot = {
      gtin: random.one(gtins),
      number: `${random.text(2, 'BCDFGH')}${1000 + at}`,
      expiry: '2029-06-30',
      packs: [],
      uploadedAt: 0,
    };
    const holder = random.one(distributors);
    for (let index = 0; index < size.packs; index++)
      lot.packs.push({
        lot,
        index,
        serial: random.text(12),
        holder,
        status: UnitStatus.Active,
        supplied: undefined,
      });
    return lot;
  });
  return { random, pharmacies, distributors, lots };
}

function gtinOf(at: number): Gtin {
  const digits = `0036141${String(at).padStart(6, '0')}`;
  // GS1 GenSpecs 7.9: weights 3 and 1 from the right.
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return parseGtin(`${digits}${(10 - (sum % 10)) % 10}`);
}
