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

/** How a pharmacy's own repeats are taken, reads of a pack that it dispensed itself: no law says, so each market may. */
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

/** What the rules go by, whatever the market. */
export type Thresholds = { readonly [N in RuleThresholdName]: number };
export type OwnRepeats = { readonly [N in OwnRepeatsName]: number };

const OF_RULES = Object.keys(RULE_THRESHOLDS) as RuleThresholdName[];
const OF_MARKETS = Object.keys(OWN_REPEATS) as OwnRepeatsName[];
export const THRESHOLD_NAMES: readonly ThresholdName[] = [...OF_RULES, ...OF_MARKETS];

/** Of which market a threshold is; of all, where it is not told apart by them. */
export const SCOPES = ['ALL', ...MARKET_CODES] as const;
export type Scope = (typeof SCOPES)[number];

export interface ThresholdKey {
  readonly name: ThresholdName;
  readonly scope: Scope;
}

/** Every threshold there is, those of the rules first. */
export const THRESHOLD_KEYS: readonly ThresholdKey[] = [
  ...OF_RULES.map((name) => ({ name, scope: 'ALL' as const })),
  ...MARKET_CODES.flatMap((scope) => OF_MARKETS.map((name) => ({ name, scope }))),
];

export function boundsOf(name: ThresholdName): {
  readonly standard: number;
  readonly least: number;
  readonly most: number;
} {
  return { ...RULE_THRESHOLDS, ...OWN_REPEATS }[name];
}

/** What holds, where these were changed. */
export interface Settled {
  readonly rules: Thresholds;
  readonly repeats: { readonly [M in MarketCode]: OwnRepeats };
}

export function settled(changed: readonly (ThresholdKey & { readonly value: number })[]): Settled {
  const valueOf = (name: ThresholdName, scope: Scope) =>
    changed.find((one) => one.name === name && one.scope === scope)?.value ?? boundsOf(name).standard;
  const all = <N extends ThresholdName>(names: readonly N[], scope: Scope) =>
    Object.fromEntries(names.map((name) => [name, valueOf(name, scope)])) as { [K in N]: number };
  return {
    rules: all(OF_RULES, 'ALL'),
    repeats: { EU: all(OF_MARKETS, 'EU'), US: all(OF_MARKETS, 'US') },
  };
}

export const STANDARD = settled([]);
