'use client';

import { useState } from 'react';
import { useScans } from '@/features/scanning/scanner-provider';
import { playSound } from '@/features/scanning/sounds';
import type { ShipmentLine } from './custody.documents';

export interface GoodsIn {
  /** Packs scanned, by line. */
  readonly perLine: ReadonlyMap<string, number>;
  /** The scans themselves: taken in one by one. */
  readonly scans: readonly string[];
  /** Scanned, but of no line of this shipment. */
  readonly strangers: readonly string[];
}

interface Seen {
  readonly scan: string;
  readonly serial: string;
  readonly line: string | undefined;
}

/** Counts scanned packs against the lines of a shipment by product and lot; the API checks the serials. */
export function useGoodsIn(lines: readonly ShipmentLine[]): GoodsIn {
  const [packs, setPacks] = useState<ReadonlyMap<string, Seen>>(new Map());
  useScans({
    takes: ['pack'],
    onScan: ({ text, reading }) => {
      if (reading.kind !== 'pack') return;
      const { pack } = reading;
      const line = lines.find(({ run }) => run.lot.product.gtin === pack.gtin && run.lot.number === pack.lot);
      playSound(line ? 'green' : 'amber');
      setPacks((before) =>
        new Map(before).set(`${pack.gtin} ${pack.serial}`, {
          scan: text,
          serial: pack.serial,
          line: line?.id,
        }),
      );
    },
  });
  const perLine = new Map<string, number>();
  const seen = [...packs.values()];
  for (const { line } of seen) if (line !== undefined) perLine.set(line, (perLine.get(line) ?? 0) + 1);
  return {
    perLine,
    scans: seen.filter(({ line }) => line !== undefined).map(({ scan }) => scan),
    strangers: seen.filter(({ line }) => line === undefined).map(({ serial }) => serial),
  };
}
