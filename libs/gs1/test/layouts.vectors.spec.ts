import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calibrate, parsePack } from '../src/index.js';

interface LayoutVector {
  readonly layout: string;
  readonly usBaseline: string;
  readonly baseline: string;
  readonly deadKeys: readonly string[];
  readonly barcodes: Record<string, string>;
  readonly expected: Record<string, string>;
}

/** Published scans of a US scanner on European layouts, where they lie beside the repository. */
const url = new URL('../../../../shared/data/vectors/keyboard-layouts.json', import.meta.url);
const vectors = existsSync(url) ? (JSON.parse(readFileSync(url, 'utf8')) as LayoutVector[]) : [];

describe('published keyboard layouts', () => {
  it('repairs every scan to what the code holds, and never to anything else', () => {
    const refused: string[] = [];
    let repairs = 0;
    for (const { layout, usBaseline, baseline, deadKeys, barcodes, expected } of vectors) {
      const calibration = calibrate({ baseline, deadKeys, reference: usBaseline });
      for (const [number, typed] of Object.entries(barcodes)) {
        const repaired = calibration.repair(typed);
        if (!repaired.ok) refused.push(`${layout} ${number}: ${repaired.code}`);
        else {
          expect(repaired.text, `${layout} ${number}`).toBe(expected[number]);
          expect(parsePack(repaired.text), `${layout} ${number}`).toMatchObject({ ok: true });
          repairs++;
        }
      }
    }
    expect(refused).toEqual([]);
    expect(repairs > 0).toBe(vectors.length > 0);
  });
});
