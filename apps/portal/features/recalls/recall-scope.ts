import type { Lot } from '@/features/lots/lots.documents';

/** Packing positions of one run as people count them: from 1, both ends included. */
export interface WantedRange {
  readonly key: string;
  readonly runId: string;
  readonly first: number | string;
  readonly last: number | string;
}

export interface WantedScope {
  readonly kind: 'lot' | 'parts';
  readonly ranges: readonly WantedRange[];
  /** One serial a line. */
  readonly serials: string;
}

export interface AskedScope {
  readonly ranges: { runId: number; from: number; to: number }[];
  readonly serials: string[];
}

export type RecallableRun = Pick<Lot['runs'][number], 'id' | 'units' | 'createdAt'>;

/** What is sent; undefined as long as it is not complete. Nothing in it means the whole lot. */
export function askedScope(scope: WantedScope, runs: readonly RecallableRun[]): AskedScope | undefined {
  if (scope.kind === 'lot') return { ranges: [], serials: [] };
  const wanted = scope.ranges.filter(({ first, last }) => first !== '' || last !== '');
  const ranges = wanted.map(({ runId, first, last }) => ({
    runId: Number(runId),
    from: Number(first) - 1,
    to: Number(last),
  }));
  const within = ranges.every(({ runId, from, to }) => {
    const units = runs.find(({ id }) => Number(id) === runId)?.units ?? 0;
    return from >= 0 && from < to && to <= units;
  });
  const serials = scope.serials.split(/\s+/).filter((serial) => serial !== '');
  return within && ranges.length + serials.length > 0 ? { ranges, serials } : undefined;
}
