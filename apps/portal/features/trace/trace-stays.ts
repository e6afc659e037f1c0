import type { TraceHop } from './trace.documents';

/** A stay of the pack at one place, or an event that belongs to none. */
export interface Stay {
  /** Its place in the order of time. */
  readonly at: number;
  readonly place: string;
  readonly city: string;
  readonly organisation: string;
  readonly hops: readonly TraceHop[];
  readonly gap: boolean;
  readonly since: string;
  /** When it left; null where it stayed. */
  readonly until: string | null;
  /** What it left in, the innermost first. */
  readonly containers: readonly string[];
}

/** Up to so many stays are shown one by one. */
const WHOLE = 8;
const FIRST = 3;
const LAST = 4;
/** Gaps are never folded, but for a picture that would be nothing else. */
const MOST_GAPS = 150;
/** Folded into one box at most: with one of them open, a picture has no more than 300 boxes. */
const MOST_IN_FOLD = 100;
const MOST_SHOWN = 300;

/** Events in a row at one place are one stay; what does not follow from the one before begins another. */
export function staysOf(hops: readonly TraceHop[]): Stay[] {
  const stays: TraceHop[][] = [];
  for (const hop of hops) {
    const last = stays.at(-1);
    if (last && !hop.gap && last[0]?.site?.id === hop.site?.id) last.push(hop);
    else stays.push([hop]);
  }
  return stays.map((own, at) => {
    const [first] = own;
    const left = own.findLast(({ kind }) => kind === 'SHIPPED');
    return {
      at,
      place: first?.site?.name ?? '',
      city: first?.site?.city ?? '',
      organisation: first?.site?.organisation ?? '',
      hops: own,
      gap: first?.gap ?? false,
      since: first?.at ?? '',
      until: left?.at ?? null,
      containers: left?.containers ?? [],
    };
  });
}

/** The boxes of a picture, each with the stays that are folded into it. */
export function foldsOf(stays: readonly Stay[], opened?: string): Stay[][] {
  if (stays.length <= WHOLE || (opened === 'ALL' && stays.length <= MOST_SHOWN))
    return stays.map((stay) => [stay]);
  const gaps = new Set(stays.filter(({ gap }) => gap).slice(0, MOST_GAPS));
  const folds: Stay[][] = [];
  let open: Stay[] | undefined;
  for (const [at, stay] of stays.entries()) {
    const kept = at < FIRST || at >= stays.length - LAST || gaps.has(stay);
    if (kept) open = undefined;
    if (kept || !open || open.length === MOST_IN_FOLD) folds.push((open = [stay]));
    else open.push(stay);
    if (kept) open = undefined;
  }
  return folds.flatMap((fold) =>
    fold.length > 1 && idOf(fold) === opened ? fold.map((stay) => [stay]) : [fold],
  );
}

/** What a box is called by, which stays the same when another one is opened. */
export function idOf(fold: readonly Stay[]): string {
  return `${fold.length > 1 ? 'fold' : 'stay'}-${fold[0]!.at}`;
}
