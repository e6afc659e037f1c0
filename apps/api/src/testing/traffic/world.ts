import { checkDigit, parseGtin, type Gtin } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import type { MarketCode } from '../../platform/access/index.js';
import { Random } from './random.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A licensed place. A pharmacy buys from its suppliers. */
export interface Place {
  readonly id: string;
  readonly country: string;
  /** Sites in the EU have none. */
  readonly region: string | null;
  readonly town: string;
  readonly role: 'MANUFACTURER' | 'DISTRIBUTOR' | 'PHARMACY';
  readonly suppliers: readonly Place[];
}

export interface MadeLot {
  readonly gtin: Gtin;
  readonly number: string;
  readonly expiry: string;
  readonly packs: MadePack[];
  readonly maker: Place;
  /** Whose customers get it. */
  readonly wholesaler: Place;
  recalled: boolean;
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
  | 'INVENTED_LABEL'
  | 'RELABELLED'
  | 'COPIED_SERIAL'
  | 'TWO_TOWNS'
  | 'HANDED_OUT_TWICE'
  | 'REUSED_PACK'
  | 'REFILLED_HERE'
  | 'CHARGED_AGAIN'
  | 'UNDONE_AND_SOLD'
  | 'FORGED_PEDIGREE'
  | 'DIVERSION'
  | 'THEFT'
  | 'WASTE_SOLD'
  | 'TAKEN_ON_THE_WAY'
  | 'RECALLED_SOLD'
  | 'UNAUTHORISED_SUPPLY'
  | 'FORGED_VOUCHER'
  | 'SWAPPED_SERIALS'
  | 'SERIALS_TWICE'
  | 'SECOND_MAKER'
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
  /** The code that shops scan, instead of the pack's. */
  | { readonly kind: 'shop-code'; readonly place: Place; readonly gtin: string }
  | { readonly kind: 'undo'; readonly pack: MadePack }
  | { readonly kind: 'off-market'; readonly packs: readonly MadePack[]; readonly status: UnitStatus }
  | { readonly kind: 'recall'; readonly lot: MadeLot }
  /** Given to a patient while the ledger could not be asked: it is asked afterwards. */
  | { readonly kind: 'hand-out'; readonly pack: MadePack; readonly place: Place }
  /** Supplied without asking, and told. */
  | {
      readonly kind: 'report';
      readonly pack: MadePack;
      readonly place: Place;
      readonly reason: 'EMERGENCY' | 'REFUSED_AFTER_HAND_OUT';
    }
  /** Asked for on a prescription's signature, good or not. */
  | {
      readonly kind: 'fill';
      readonly pack: MadePack;
      readonly place: Place;
      readonly signed: boolean;
      readonly spent: boolean;
    }
  /** Stock is taken over without a delivery; `proven` if the serial is the one that the ledger knows. */
  | { readonly kind: 'claim'; readonly pack: MadePack; readonly place: Place; readonly proven: boolean }
  | {
      readonly kind: 'register';
      readonly maker: Place;
      readonly gtin: string;
      readonly lot: string;
      readonly serials: readonly string[];
    }
  | {
      readonly kind: 'short';
      readonly pack: MadePack;
      readonly from: Place;
      readonly to: Place;
      readonly missing: number;
    }
);

export interface World {
  readonly market: MarketCode;
  readonly random: Random;
  readonly pharmacies: readonly Place[];
  readonly distributors: readonly Place[];
  readonly makers: readonly Place[];
  readonly lots: readonly MadeLot[];
}

export function printOf({ lot, serial }: MadePack): Print {
  return { gtin: lot.gtin, serial, lot: lot.number, expiry: lot.expiry };
}

const REGIONS = ['NORTH', 'EAST', 'SOUTH', 'WEST', 'COAST', 'HILLS'];
const TOWNS_A_REGION = 5;

/** A country: places, who buys from whom, and lots of packs that lie with distributors, as far as anybody records it. */
export function makeWorld(
  market: MarketCode,
  seed: number,
  size: { pharmacies: number; lots: number; packs: number },
): World {
  const random = new Random(seed);
  const place = (role: Place['role'], at: number, suppliers: readonly Place[] = []): Place => {
    const region = random.one(REGIONS);
    return {
      id: `${market}-${role}-${at}`,
      country: market === 'US' ? 'US' : 'DE',
      region: market === 'US' ? region : null,
      town: `${region} ${random.between(1, TOWNS_A_REGION)}`,
      role,
      suppliers,
    };
  };
  const places = (count: number, made: (at: number) => Place) =>
    Array.from({ length: count }, (_, at) => made(at));
  const makers = places(8, (at) => place('MANUFACTURER', at));
  const distributors = places(12, (at) => place('DISTRIBUTOR', at));
  const pharmacies = places(size.pharmacies, (at) =>
    place('PHARMACY', at, [random.one(distributors), random.one(distributors)]),
  );
  const gtins = Array.from({ length: 150 }, (_, at) => gtinOf(market, at));
  const lots = Array.from({ length: size.lots }, (_, at): MadeLot => {
    const product = random.between(0, gtins.length - 1);
    const lot: MadeLot = {
      gtin: gtins[product]!,
      number: `${random.text(2, 'BCDFGH')}${1000 + at}`,
      expiry: '2029-06-30',
      packs: [],
      maker: makers[product % makers.length]!,
      wholesaler: random.one(
        distributors.filter((one) => pharmacies.some((of) => of.suppliers.includes(one))),
      ),
      recalled: false,
      uploadedAt: 0,
    };
    for (let index = 0; index < size.packs; index++)
      lot.packs.push({
        lot,
        index,
        serial: random.text(12),
        // In the EU nobody writes down who delivers to whom: on record it lies with its maker until a counter has it.
        holder: market === 'US' ? lot.wholesaler : lot.maker,
        status: UnitStatus.Active,
        supplied: undefined,
      });
    return lot;
  });
  return { market, random, pharmacies, distributors, makers, lots };
}

/** An NDC in its GTIN; a German PZN in its NTIN, an EAN-13 with a zero before it. */
function gtinOf(market: MarketCode, at: number): Gtin {
  const digits = `${market === 'US' ? '0036141' : '0415001'}${String(at).padStart(6, '0')}`;
  return parseGtin(digits + checkDigit(digits));
}
