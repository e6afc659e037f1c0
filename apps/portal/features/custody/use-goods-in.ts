'use client';

import { parsePack } from '@custodia/gs1';
import { useState } from 'react';
import { useScans } from '@/features/verification/scanner/scanner-provider';
import { playSound } from '@/features/verification/sounds';
import type { ShipmentLine } from './custody.documents';

export interface GoodsIn {
  /** Packs scanned, by line. */
  readonly perLine: ReadonlyMap<string, number>;
  readonly serials: readonly string[];
  /** Scanned, but of no line of this shipment. */
  readonly strangers: readonly string[];
}

interface Counted {
  readonly packs: ReadonlyMap<string, string | undefined>;
}

/** Counts scanned packs against the lines of a shipment by product and lot; the API checks the serials. */
export function useGoodsIn(lines: readonly ShipmentLine[]): GoodsIn {
  const [{ packs }, setCounted] = useState<Counted>({ packs: new Map() });
  useScans({
    onScan: ({ text }) => {
      const pack = parsePack(text);
      if (!pack.ok) {
        playSound('amber');
        return;
      }
      const line = lines.find(({ run }) => run.lot.product.gtin === pack.gtin && run.lot.number === pack.lot);
      playSound(line ? 'green' : 'amber');
      setCounted((before) => ({ packs: new Map(before.packs).set(pack.serial, line?.id) }));
    },
    onUnreadable: () => playSound('amber'),
  });
  const perLine = new Map<string, number>();
  for (const id of packs.values()) if (id !== undefined) perLine.set(id, (perLine.get(id) ?? 0) + 1);
  return {
    perLine,
    serials: [...packs].filter(([, line]) => line !== undefined).map(([serial]) => serial),
    strangers: [...packs].filter(([, line]) => line === undefined).map(([serial]) => serial),
  };
}
