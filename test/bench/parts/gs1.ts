import { createRequire } from 'node:module';
import { parsePack } from '@custodia/gs1';
import type { Row } from '../report.js';

const { parseBarcode } = createRequire(import.meta.url)('gs1-barcode-parser-mod') as {
  parseBarcode(text: string): unknown;
};

const GS = '\u001d';

/** Scans that differ, so that nothing is remembered from the one before. */
const SCANS = Array.from({ length: 1_000 }, (_, i) => {
  const serial = `A${(i * 7919).toString(36).toUpperCase().padStart(11, '0')}`;
  return `]d201003614145678941726${String((i % 12) + 1).padStart(2, '0')}0010LOT${i}${GS}21${serial}`;
});

/** Reading what a scanner read, on one core, beside the parser that is used most. */
export function gs1Part(seconds: number): Row[] {
  const ours = perSecond(seconds, (scan) => {
    if (!parsePack(scan).ok) throw new Error(`Not a pack: ${scan}`);
  });
  const peer = perSecond(seconds, (scan) => parseBarcode(scan));
  return [
    {
      id: 'gs1.parse',
      what: 'pack scans parsed and validated, one core',
      value: ours,
      unit: '/s',
      limit: peer,
      limitIs: 'gs1-barcode-parser-mod, which checks no check digits',
    },
  ];
}

function perSecond(seconds: number, take: (scan: string) => void): number {
  run(seconds / 2, take);
  return run(seconds, take);
}

function run(seconds: number, take: (scan: string) => void): number {
  const started = performance.now();
  const end = started + seconds * 1_000;
  let count = 0;
  while (performance.now() < end) {
    for (const scan of SCANS) take(scan);
    count += SCANS.length;
  }
  return (count / (performance.now() - started)) * 1_000;
}
