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
  return merged([...ranges, { from: index, to: index + 1 }]);
}

function merged(ranges: readonly UnitRange[]): UnitRange[] {
  const result: UnitRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && range.from <= last.to) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else result.push(range);
  }
  return result;
}
