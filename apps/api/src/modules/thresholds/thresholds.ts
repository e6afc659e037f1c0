import { MARKET_CODES, type MarketCode } from '../../platform/access/index.js';

/** What a regulator may tune, with what is sensible. */
const RULE_THRESHOLDS = {
  /** Minutes in which a reader may correct an unknown serial. */
  correctionMinutes: { standard: 10, least: 1, most: 1_440 },
  /** Hours in which a maker may still upload a lot that is read already. */
  uploadGraceHours: { standard: 24, least: 0, most: 168 },
  /** Different unknown serials at one place within an hour that are guessing, or a broken scanner. */
  guessedSerials: { standard: 20, least: 5, most: 1_000 },
  /** Minutes within which one pack cannot be read at two places. */
  travelMinutes: { standard: 60, least: 5, most: 1_440 },
  /** Supplies of one lot reported without authorisation by one place within 30 days. */
  irregularSupplies: { standard: 5, least: 2, most: 1_000 },
  /** Undos of one pack within a day. */
  undosADay: { standard: 2, least: 2, most: 20 },
} as const;

/** How a pharmacy's own repeats are taken, reads of a pack that it dispensed itself: no law says, so each country may. */
const OWN_REPEATS = {
  /** How many are taken for slips before they are an exception. */
  repeatTolerance: { standard: 2, least: 0, most: 20 },
  /** Days for which they are counted. */
  repeatDays: { standard: 30, least: 1, most: 365 },
  /** Days after which dispensing the same pack again is no slip any more. */
  slipDays: { standard: 1, least: 0, most: 365 },
} as const;

type RuleThresholdName = keyof typeof RULE_THRESHOLDS;
type OwnRepeatsName = keyof typeof OWN_REPEATS;
export type ThresholdName = RuleThresholdName | OwnRepeatsName;

/** What the rules go by, wherever a scan comes from. */
export type Thresholds = { readonly [N in RuleThresholdName]: number };
export type OwnRepeats = { readonly [N in OwnRepeatsName]: number };

const OF_RULES = Object.keys(RULE_THRESHOLDS) as RuleThresholdName[];
const OF_PLACES = Object.keys(OWN_REPEATS) as OwnRepeatsName[];
export const THRESHOLD_NAMES: readonly ThresholdName[] = [...OF_RULES, ...OF_PLACES];

/** By whose rules a site works. A country may lie in two markets, as Northern Ireland and Great Britain do. */
export interface Place {
  readonly market: MarketCode;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** For whom a number is set: for all, for a market, or for a country in it, such as `EU DE`. */
export type Scope = 'ALL' | MarketCode | `${MarketCode} ${string}`;

export function scopeOf({ market, country }: Place): Scope {
  return `${market} ${country}`;
}

/** The market and the country of a scope, where it has them. */
export function placeOf(scope: Scope): {
  readonly market: MarketCode | null;
  readonly country: string | null;
} {
  if (scope === 'ALL') return { market: null, country: null };
  const [market, country] = scope.split(' ') as [MarketCode, string?];
  return { market, country: country ?? null };
}

export interface ThresholdKey {
  readonly name: ThresholdName;
  readonly scope: Scope;
}

/** Every threshold of the rules and of the markets, those of the rules first. */
export const THRESHOLD_KEYS: readonly ThresholdKey[] = [
  ...OF_RULES.map((name) => ({ name, scope: 'ALL' as const })),
  ...MARKET_CODES.flatMap((scope) => OF_PLACES.map((name) => ({ name, scope }))),
];

/** What a country may have its own of. */
export function keysOf(place: Place): ThresholdKey[] {
  return OF_PLACES.map((name) => ({ name, scope: scopeOf(place) }));
}

export function boundsOf(name: ThresholdName): {
  readonly standard: number;
  readonly least: number;
  readonly most: number;
} {
  return { ...RULE_THRESHOLDS, ...OWN_REPEATS }[name];
}

type SetThreshold = ThresholdKey & { readonly value: number };

/** What holds where a number is not set: of a country its market's, else as delivered. */
export function inheritedBy({ name, scope }: ThresholdKey, set: readonly SetThreshold[]): number {
  const { market, country } = placeOf(scope);
  return market && country ? inForce({ name, scope: market }, set) : boundsOf(name).standard;
}

/** What holds. */
export function inForce(key: ThresholdKey, set: readonly SetThreshold[]): number {
  const own = set.find(({ name, scope }) => name === key.name && scope === key.scope);
  return own?.value ?? inheritedBy(key, set);
}

/** What holds where these were set. */
export class Settled {
  readonly rules: Thresholds;
  readonly #places = new Map<Scope, OwnRepeats>();

  constructor(private readonly set: readonly SetThreshold[]) {
    this.rules = this.#all(OF_RULES, 'ALL');
  }

  /** Asked at every scan: found once for each country. */
  repeatsAt(place: Place): OwnRepeats {
    const scope = scopeOf(place);
    const known = this.#places.get(scope) ?? this.#all(OF_PLACES, scope);
    this.#places.set(scope, known);
    return known;
  }

  #all<N extends ThresholdName>(names: readonly N[], scope: Scope): { [K in N]: number } {
    return Object.fromEntries(names.map((name) => [name, inForce({ name, scope }, this.set)])) as {
      [K in N]: number;
    };
  }
}

export const STANDARD = new Settled([]);
