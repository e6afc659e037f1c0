'use client';

import { useCallback, useState } from 'react';
import type { Failure } from '@/lib/failure';
import type { Picked } from './holding-picker';
import { addUnit, countUnits } from './unit-ranges';
import { useStockScan, type StockPack } from './use-stock-scan';

export interface PickedPacks {
  readonly picked: ReadonlyMap<string, Picked>;
  readonly pick: (picked: ReadonlyMap<string, Picked>) => void;
  readonly units: number;
  /** Adds a pack that was scanned. */
  readonly scan: (text: string) => void;
  readonly failure: Failure | undefined;
  /** A scanned pack that is in stock, but cannot be handed on. */
  readonly unfit: StockPack | undefined;
}

/** Packs of a form, by number or one by one with the scanner. */
export function usePickedPacks(initial?: Picked): PickedPacks {
  const [picked, pick] = useState<ReadonlyMap<string, Picked>>(
    () => new Map(initial ? [[initial.runId, initial]] : []),
  );
  const [unfit, setUnfit] = useState<StockPack>();
  const add = useCallback((pack: StockPack) => {
    setUnfit(pack.state === 'ACTIVE' ? undefined : pack);
    if (pack.state !== 'ACTIVE') return;
    const runId = pack.run.id;
    pick((before) =>
      new Map(before).set(runId, { runId, ranges: addUnit(before.get(runId)?.ranges ?? [], pack.index) }),
    );
  }, []);
  const { find, failure } = useStockScan(add);
  const scan = useCallback((text: string) => void find(text), [find]);
  const units = [...picked.values()].reduce((sum, { ranges }) => sum + countUnits(ranges), 0);
  return { picked, pick, units, scan, failure, unfit };
}
