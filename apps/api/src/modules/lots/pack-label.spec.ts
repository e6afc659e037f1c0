import { GS, formatElementString, parsePack } from '@custodia/gs1';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  cutOut,
  fieldsOfZpl,
  rectsOfPdf,
  rectsOfSvg,
  scanned,
  scannedPicture,
} from '../../testing/drawn-labels.js';
import { codePng, dataMatrix } from './barcode.js';
import { pdfOf, singleLabel } from './label-pdf.js';
import type { PrinterResolution } from './label-zpl.js';
import { svgOf } from './label-svg.js';
import { zplOf } from './label-zpl.js';
import { PACK_SHEET, labelElements, labelLines, packLabelPlan, type PackLabel } from './pack-label.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const label: PackLabel = {
  gtin: '00361414567894',
  serial: 'CDEFHJKNPRTVX234',
  lot: 'A1B2',
  expiry: '2028-06-30',
  expiryDayGiven: true,
};

const LABELS: [string, PackLabel][] = [
  ['an ordinary pack', label],
  ['a lot and serial of the greatest length', { ...label, lot: 'L'.repeat(20), serial: 'S'.repeat(20) }],
  ['no day in the expiry', { ...label, expiryDayGiven: false }],
  ['every character that GS1 allows', { ...label, lot: `!"%&'()*+,-./:;<`, serial: `=>?_AZaz09(1)__1` }],
  ['digits only, which pack two to a codeword', { ...label, lot: '123456', serial: '12345678901234567890' }],
];

/** What a scanner sends for the label; `parsePack` says apart from our drawing that this is the pack. */
function scanOf(drawn: PackLabel): string {
  const scan = `]d2${formatElementString(labelElements(drawn))}`;
  const { gtin, serial, lot, expiry, expiryDayGiven } = drawn;
  const pack = { ok: true, gtin, serial, lot, expiry, expiryDayGiven };
  expect(parsePack(scan, { currentYear: 2026 })).toMatchObject(pack);
  return scan;
}

describe('a label reads back as what it says', () => {
  it.each(LABELS)('drawn as SVG: %s', async (_, drawn) => {
    const plan = packLabelPlan(drawn);
    expect(await scanned(rectsOfSvg(svgOf(plan)), plan)).toEqual([scanOf(drawn)]);
  });

  it.each(LABELS)('drawn as PDF: %s', async (_, drawn) => {
    const plan = packLabelPlan(drawn);
    const [page = []] = rectsOfPdf(await bytesOf(pdfOf([plan], singleLabel(plan), 'Label')));
    expect(await scanned(page, plan)).toEqual([scanOf(drawn)]);
  });

  it.each(LABELS)('drawn as a bitmap: %s', async (_, drawn) => {
    expect(await scannedPicture(await codePng('matrix', labelElements(drawn)))).toEqual([scanOf(drawn)]);
  });

  it.each(LABELS)('drawn by a label printer: %s', (_, drawn) => {
    const fields = fieldsOfZpl(zplOf(packLabelPlan(drawn), 203));
    expect(fields.filter(({ kind }) => kind === 'matrix').map(({ data }) => data)).toEqual([scanOf(drawn)]);
    expect(fields.filter(({ kind }) => kind === 'text').map(({ data }) => data)).toEqual(labelLines(drawn));
  });
});

describe('what a label cannot say is refused', () => {
  it.each([
    ['a wrong check digit', { gtin: '00361414567895' }, /check digit/],
    ['a lot of 21 characters', { lot: 'L'.repeat(21) }, /too long/],
    ['no serial', { serial: '' }, /empty/],
    ['a character beyond GS1', { serial: 'Ä1' }, /not allowed/],
    ['a character of bwip-js', { serial: '^FNC1' }, /not allowed/],
  ])('%s', (_, wrong, why) => {
    expect(() => dataMatrix(labelElements({ ...label, ...wrong }))).toThrow(why);
  });
});

describe('a label as a picture', () => {
  it('has a white ground and all four lines for the eye', () => {
    const svg = svgOf(packLabelPlan({ ...label, lot: 'A<1&"' }));
    expect(svg).toContain('<rect width="100%" height="100%" fill="#fff"/>');
    expect(svg).toContain('LOT A&lt;1&amp;&quot;');
    expect(svg).not.toContain('A<1');
    expect(labelLines({ ...label, expiryDayGiven: false })).toContain('EXP 2028-06');
  });

  it.each([203, 300, 600] as PrinterResolution[])('has whole dots to a module at %i dpi', (resolution) => {
    const [field] = fieldsOfZpl(zplOf(packLabelPlan(label), resolution));
    expect(field?.module).toBe({ 203: 4, 300: 6, 600: 12 }[resolution]);
  });
});

describe('a sheet of labels', () => {
  const labels = async function* (count: number, taken = { count: 0 }) {
    for (let index = 0; index < count; index++) {
      taken.count++;
      yield packLabelPlan({ ...label, serial: `CDEFHJKNPRTV${1000 + index}` });
    }
  };

  it('has each label in its place, 24 to a page', async () => {
    const pages = rectsOfPdf(await bytesOf(pdfOf(labels(25), PACK_SHEET, 'Lot A1B2')));
    expect(pages).toHaveLength(2);
    const { left, top, stepX, stepY } = PACK_SHEET;
    const readAt = async (page: number, column: number, row: number) => {
      const part = { x: left + column * stepX, y: top + row * stepY, width: 63.5, height: 33.9 };
      return scanned(cutOut(pages[page] ?? [], part), part);
    };
    const scan = (serial: string) => [`]d2010036141456789417280630` + `10A1B2${GS}21${serial}`];
    expect(await readAt(0, 0, 0)).toEqual(scan('CDEFHJKNPRTV1000'));
    expect(await readAt(0, 2, 7)).toEqual(scan('CDEFHJKNPRTV1023'));
    expect(await readAt(1, 0, 0)).toEqual(scan('CDEFHJKNPRTV1024'));
    expect(await readAt(1, 1, 0)).toEqual([]);
  });

  it('is drawn no faster than it is read', async () => {
    const taken = { count: 0 };
    const reader = pdfOf(labels(10_000, taken), PACK_SHEET, 'Lot A1B2')[Symbol.asyncIterator]();
    await reader.next();
    // Each label gives the event loop a turn: in so many turns all 600 would be drawn for nobody.
    for (let turn = 0; turn < 600; turn++) await new Promise(setImmediate);
    expect(taken.count).toBeLessThan(300);
    await reader.return?.();
  });

  it('is handed on page by page, and nothing of it is kept', async () => {
    const taken = { count: 0 };
    const seen: { labels: number; bytes: number; kept: number }[] = [];
    let bytes = 0;
    for await (const chunk of pdfOf(labels(1_200, taken), PACK_SHEET, 'Lot A1B2')) {
      bytes += (chunk as Buffer).length;
      if (taken.count >= 240 * (seen.length + 1))
        seen.push({ labels: taken.count, bytes, kept: keptMemory() });
    }
    expect(seen.length).toBeGreaterThanOrEqual(4);
    for (const { labels: drawn, bytes: handedOn } of seen)
      expect(handedOn / bytes).toBeGreaterThan(drawn / 1_200 - 0.1);
    // Drawn and kept, a thousand labels would be tens of MiB.
    expect(seen.at(-1)!.kept - seen[0]!.kept).toBeLessThan(8 * 2 ** 20);
  });

  it('fails as a whole when its source fails', async () => {
    const broken = async function* () {
      yield packLabelPlan(label);
      throw new Error('the database went away');
    };
    await expect(bytesOf(pdfOf(broken(), PACK_SHEET, 'Lot A1B2'))).rejects.toThrow('the database went away');
  });
});

/** What the process still holds when everything that it can forget is forgotten, in bytes. */
function keptMemory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
