'use client';

import { isSscc } from '@custodia/gs1';
import { useState } from 'react';
import { useClient } from 'urql';
import { useScans } from '@/features/scanning/scanner-provider';
import { playSound } from '@/features/scanning/sounds';
import { ContainerQuery, type ShipmentLine } from './custody.documents';

export interface GoodsIn {
  /** Packs that were counted, by line: scanned one by one, or with the label of their carton. */
  readonly perLine: ReadonlyMap<string, number>;
  /** Lines that were counted with the label of their carton or pallet. */
  readonly whole: readonly string[];
  /** Single packs: taken in one by one. */
  readonly scans: readonly string[];
  readonly counted: number;
  /** Scanned, but of no line of this shipment. */
  readonly strangers: readonly string[];
  readonly clear: () => void;
}

interface Seen {
  readonly scan: string;
  readonly name: string;
  /** The lines that it counts for: one of a pack, one or more of a carton or pallet. */
  readonly lines: readonly string[];
  readonly labelled: boolean;
}

/** Counts what is scanned against the lines of a shipment; the API checks the serials. */
export function useGoodsIn(lines: readonly ShipmentLine[]): GoodsIn {
  const client = useClient();
  const [seen, setSeen] = useState<ReadonlyMap<string, Seen>>(new Map());
  const count = (key: string, what: Seen) => {
    playSound(what.lines.length > 0 ? 'green' : 'amber');
    setSeen((before) => new Map(before).set(key, what));
  };
  const countLabel = async (sscc: string, scan: string) => {
    const direct = lines.filter((line) => line.sscc === sscc);
    // A carton of a pallet: the shipment names the pallet, and has a line for each range that lies in the carton.
    const found = direct.length > 0 ? direct : await linesIn(sscc);
    count(sscc, { scan, name: sscc, lines: found.map(({ id }) => id), labelled: true });
  };
  const linesIn = async (sscc: string): Promise<ShipmentLine[]> => {
    if (!isSscc(sscc)) return [];
    const { data } = await client.query(ContainerQuery, { sscc }).toPromise();
    const ranges = data?.container?.ranges ?? [];
    return lines.filter((line) =>
      ranges.some(
        ({ run, range }) =>
          run.id === line.run.id && range.from <= line.range.from && line.range.to <= range.to,
      ),
    );
  };
  useScans({
    takes: ['pack', 'logistic'],
    onScan: ({ text, reading }) => {
      if (reading.kind === 'logistic') void countLabel(reading.sscc, text);
      if (reading.kind !== 'pack') return;
      const { gtin, lot, serial } = reading.pack;
      const line = lines.find(({ run }) => run.lot.product.gtin === gtin && run.lot.number === lot);
      count(`${gtin} ${serial}`, {
        scan: text,
        name: serial,
        lines: line ? [line.id] : [],
        labelled: false,
      });
    },
  });

  const all = [...seen.values()];
  const whole = new Set(all.filter(({ labelled }) => labelled).flatMap((one) => one.lines));
  const open = new Map(lines.map((line) => [line.id, line.range.to - line.range.from]));
  const packs = all.filter((one) => !one.labelled && one.lines.some((id) => !whole.has(id)));
  const perLine = new Map([...whole].map((id) => [id, open.get(id) ?? 0]));
  for (const { lines: ids } of packs) for (const id of ids) perLine.set(id, (perLine.get(id) ?? 0) + 1);
  return {
    perLine,
    whole: [...whole],
    scans: packs.map(({ scan }) => scan),
    counted: [...perLine.values()].reduce((sum, units) => sum + units, 0),
    strangers: all.filter((one) => one.lines.length === 0).map(({ name }) => name),
    clear: () => setSeen(new Map()),
  };
}
