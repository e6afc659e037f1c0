/** Packing positions from (counted from 0) up to, not including, to. */
export interface UnitRange {
  readonly from: number;
  readonly to: number;
}

export function countUnits(ranges: readonly UnitRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The first `count` units of the ranges, in packing order. Fewer, if there are not so many. */
export function takeFirst(ranges: readonly UnitRange[], count: number): UnitRange[] {
  const taken: UnitRange[] = [];
  let missing = count;
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    if (missing <= 0) break;
    const end = Math.min(to, from + missing);
    taken.push({ from, to: end });
    missing -= end - from;
  }
  return taken;
}

/** Adds single units to ranges; neighbours and repeats become one range. */
export function addUnit(ranges: readonly UnitRange[], index: number): UnitRange[] {
  return united([...ranges, { from: index, to: index + 1 }]);
}

/** Takes a single unit out of ranges. */
export function removeUnit(ranges: readonly UnitRange[], index: number): UnitRange[] {
  return ranges.flatMap(({ from, to }) =>
    index < from || index >= to
      ? [{ from, to }]
      : [
          { from, to: index },
          { from: index + 1, to },
        ].filter((part) => part.from < part.to),
  );
}

export function hasUnit(ranges: readonly UnitRange[], index: number): boolean {
  return ranges.some(({ from, to }) => from <= index && index < to);
}

/** What two lists of ranges have in common. */
export function commonUnits(ranges: readonly UnitRange[], others: readonly UnitRange[]): UnitRange[] {
  const common = ranges.flatMap((a) =>
    others.map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })),
  );
  return united(common.filter(({ from, to }) => from < to));
}

/** Ranges as an address holds them: 0-5,7-9. */
export function rangesText(ranges: readonly UnitRange[]): string {
  return ranges.map(({ from, to }) => `${from}-${to}`).join(',');
}

/** Ranges of an address; what is none is left out. */
export function rangesFrom(text: string): UnitRange[] {
  const ranges = text.split(',').flatMap((part) => {
    const [, from, to] = /^(\d{1,9})-(\d{1,9})$/.exec(part) ?? [];
    return from !== undefined && to !== undefined && Number(from) < Number(to)
      ? [{ from: Number(from), to: Number(to) }]
      : [];
  });
  return united(ranges);
}

/** Ranges in packing order, neighbours and overlaps joined. */
export function united(ranges: readonly UnitRange[]): UnitRange[] {
  const result: UnitRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && range.from <= last.to) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else result.push(range);
  }
  return result;
}
