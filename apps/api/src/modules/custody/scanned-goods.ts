import { parsePack } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/work/index.js';
import { PackFinder } from '../lots/index.js';
import type { OpenLine } from './open-lines.js';
import type { UnitRange } from './segment.js';

/** Scanned packs against what was announced. */
export interface ScannedCount {
  readonly ranges: { readonly line: OpenLine; readonly range: UnitRange }[];
  readonly missing: number;
  readonly unexpected: number;
}

/** Compares what came out of the carton with what the shipment announced. */
@Injectable()
export class ScannedGoods {
  constructor(private readonly packs: PackFinder) {}

  async match(tx: Tx, lines: readonly OpenLine[], scans: readonly string[]): Promise<ScannedCount> {
    const found = new Map<OpenLine, Set<number>>();
    let unexpected = 0;
    for (const scan of new Set(scans)) {
      const pack = parsePack(scan);
      const unit = pack.ok ? await this.packs.find(pack, tx.manager) : null;
      const line =
        unit &&
        lines.find((one) => one.runId === unit.runId && one.start <= unit.index && unit.index < one.end);
      if (!unit || !line) unexpected++;
      else found.set(line, (found.get(line) ?? new Set()).add(unit.index));
    }
    const ranges = [...found].flatMap(([line, indices]) => ranged(indices).map((range) => ({ line, range })));
    const announced = lines.reduce((sum, line) => sum + line.end - line.start, 0);
    const received = ranges.reduce((sum, { range }) => sum + range.end - range.start, 0);
    return { ranges, missing: announced - received, unexpected };
  }
}

/** Single indices as the fewest ranges. */
function ranged(indices: ReadonlySet<number>): UnitRange[] {
  const ranges: { start: number; end: number }[] = [];
  for (const index of [...indices].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.end === index) last.end++;
    else ranges.push({ start: index, end: index + 1 });
  }
  return ranges;
}
