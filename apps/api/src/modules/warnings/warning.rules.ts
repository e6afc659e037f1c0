import { COUNTED_KINDS, type CountedKind, type OverriddenWarning } from './warning.js';

/** As many as a basket has packs. */
export const MOST_WARNINGS = 100;
const MOST_NAME = 300;
const MOST_WORDS = 500;

/** What is wrong with warnings that somebody went on against, or undefined. */
export function overriddenRefusal(warnings: readonly OverriddenWarning[]): string | undefined {
  if (warnings.length > MOST_WARNINGS) return `At most ${MOST_WARNINGS} warnings are answered at once.`;
  const isNamed = ({ given, besides, about }: OverriddenWarning) =>
    [given, besides, about].every((text) => text.trim() !== '' && text.length <= MOST_NAME);
  if (!warnings.every(isNamed)) return `Name what each warning is about, in 1 to ${MOST_NAME} characters.`;
  if (warnings.some(({ words }) => (words?.length ?? 0) > MOST_WORDS))
    return `Say why in at most ${MOST_WORDS} characters.`;
  return undefined;
}

/** Warnings of one kind, of a site, or of all where none is named. */
export interface WarningSum {
  readonly kind: CountedKind;
  readonly siteId: string | null;
  readonly heeded: number;
  readonly overridden: number;
  readonly unhelpful: number;
}

export interface SiteWarningRate extends Omit<WarningSum, 'kind'> {
  readonly siteId: string;
  readonly rate: number;
}

export interface WarningRate extends Omit<WarningSum, 'siteId'> {
  /** Null where nothing was warned of. */
  readonly rate: number | null;
  readonly sites: readonly SiteWarningRate[];
}

/** So many sites are shown, those with the most warnings first. */
const MOST_SITES = 50;

/** How often people went on all the same. Every kind, whether there was a warning of it or not. */
export function warningRatesOf(sums: readonly WarningSum[]): WarningRate[] {
  return COUNTED_KINDS.map((kind) => {
    const own = sums.filter((sum) => sum.kind === kind);
    const { heeded, overridden, unhelpful } = own.find(({ siteId }) => siteId === null) ?? NONE;
    const sites = own
      .flatMap((sum) => (sum.siteId === null ? [] : [{ ...sum, siteId: sum.siteId, rate: rateOf(sum) ?? 0 }]))
      .sort((a, b) => answersOf(b) - answersOf(a) || a.siteId.localeCompare(b.siteId))
      .slice(0, MOST_SITES);
    return { kind, heeded, overridden, unhelpful, rate: rateOf({ heeded, overridden }), sites };
  });
}

const NONE = { heeded: 0, overridden: 0, unhelpful: 0 };

type Answers = Pick<WarningSum, 'heeded' | 'overridden'>;

function answersOf({ heeded, overridden }: Answers): number {
  return heeded + overridden;
}

function rateOf(answers: Answers): number | null {
  const all = answersOf(answers);
  return all === 0 ? null : answers.overridden / all;
}
