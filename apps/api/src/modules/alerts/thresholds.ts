/** What a regulator may tune, with what is sensible. */
export const THRESHOLDS = {
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

export type ThresholdName = keyof typeof THRESHOLDS;
export type Thresholds = { readonly [N in ThresholdName]: number };

export const THRESHOLD_NAMES = Object.keys(THRESHOLDS) as ThresholdName[];

export const STANDARD_THRESHOLDS = Object.fromEntries(
  THRESHOLD_NAMES.map((name) => [name, THRESHOLDS[name].standard]),
) as unknown as Thresholds;
