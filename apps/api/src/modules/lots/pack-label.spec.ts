import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { checkDigit, parsePack } from '@custodia/gs1';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { beforeAll, describe, expect, it } from 'vitest';
import { dataMatrix, dataMatrixPng, gs1128 } from './barcode.js';
import type { Symbol } from './barcode.js';
import { labelSheet } from './label-sheet.js';
import { labelElements, labelLines, labelSvg } from './pack-label.js';
import type { PackLabel } from './pack-label.js';

const label: PackLabel = {
  gtin: '00361414567894',
  serial: 'CDEFHJKNPRTVX234',
  lot: 'A1B2',
  expiry: '2028-06-30',
  expiryDayGiven: true,
};

const SSCC = `00345678901234567${checkDigit('00345678901234567')}`;

// Its default is to fetch the reader from a public server.
beforeAll(() => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
});

/** Draws the rectangles as a printer would and reads them back. */
async function decoded(symbol: Symbol, scale = 4) {
  const [width, height] = [symbol.width * scale, symbol.height * scale];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const bar of symbol.bars)
    for (let y = bar.y * scale; y < (bar.y + bar.height) * scale; y++)
      for (let x = bar.x * scale; x < (bar.x + bar.width) * scale; x++)
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  const [result] = await readBarcodes(
    { data, width, height, colorSpace: 'srgb' },
    { textMode: 'Plain', maxNumberOfSymbols: 1 },
  );
  return result ? result.symbologyIdentifier + result.text : undefined;
}

describe('a label reads back as what it says', () => {
  it.each([
    ['an ordinary pack', label],
    ['a lot of the greatest length', { ...label, lot: 'L'.repeat(20), serial: 'S'.repeat(20) }],
    ['no day in the expiry', { ...label, expiryDayGiven: false }],
    ['every character that GS1 allows', { ...label, lot: `!"%&'()*+,-./:;<`, serial: `=>?_AZaz09(1)` }],
    [
      'digits only, which pack two to a codeword',
      { ...label, lot: '123456', serial: '12345678901234567890' },
    ],
  ])('%s', async (_, drawn: PackLabel) => {
    const scan = await decoded(dataMatrix(labelElements(drawn)));
    expect(scan?.slice(0, 3)).toBe(']d2');
    expect(parsePack(scan ?? '', { currentYear: 2026 })).toMatchObject({
      ok: true,
      gtin: drawn.gtin,
      serial: drawn.serial,
      lot: drawn.lot,
      expiry: drawn.expiry,
      expiryDayGiven: drawn.expiryDayGiven,
    });
  });

  it('as a bitmap on white', async () => {
    const [result] = await readBarcodes(await dataMatrixPng(labelElements(label), 4), { textMode: 'Plain' });
    expect(result?.text).toBe('01003614145678941728063010A1B2\u001d21CDEFHJKNPRTVX234');
  });

  it('a logistic label as GS1-128', async () => {
    expect(await decoded(gs1128([{ ai: '00', value: SSCC }], 30))).toBe(`]C100${SSCC}`);
  });
});

describe('a label as a picture', () => {
  it('has a white ground, the code and all four lines for the eye', () => {
    const svg = labelSvg({ ...label, lot: 'A<1&"' });
    expect(svg).toContain('<rect width="100%" height="100%" fill="#fff"/>');
    expect(svg).toContain('LOT A&lt;1&amp;&quot;');
    expect(svg).not.toContain('A<1');
    expect(labelLines({ ...label, expiryDayGiven: false })).toContain('EXP 2028-06');
  });

  it('is refused with a wrong check digit', () => {
    expect(() => dataMatrix(labelElements({ ...label, gtin: '00361414567895' }))).toThrow(/checksum/i);
  });
});

describe('a sheet of labels', () => {
  const labels = async function* (count: number) {
    for (let index = 0; index < count; index++) yield { ...label, serial: `CDEFHJKNPRTV${1000 + index}` };
  };

  it('takes 24 to a page and more pages as needed', async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of labelSheet(labels(25), 'Lot A1B2')) chunks.push(chunk as Buffer);
    const pdf = Buffer.concat(chunks).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
  });

  it('fails as a whole when its source fails', async () => {
    const broken = async function* (): AsyncGenerator<PackLabel> {
      yield label;
      throw new Error('the database went away');
    };
    const read = async () => {
      for await (const chunk of labelSheet(broken(), 'Lot A1B2')) expect(chunk).toBeDefined();
    };
    await expect(read()).rejects.toThrow('the database went away');
  });
});
