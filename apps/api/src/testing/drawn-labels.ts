import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

// Its default is to fetch the reader from a public server.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

/** A black rectangle on a drawing, in millimetres from the top left. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Prints black rectangles on white paper at so many dots a millimetre and reads the codes back, as scanners send them. */
export async function scanned(
  rects: readonly Rect[],
  paper: { width: number; height: number },
  dots = 12,
): Promise<string[]> {
  const width = Math.ceil(paper.width * dots);
  const height = Math.ceil(paper.height * dots);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const rect of rects) {
    const [left, right] = [Math.round(rect.x * dots), Math.round((rect.x + rect.width) * dots)];
    for (let y = Math.round(rect.y * dots); y < Math.round((rect.y + rect.height) * dots); y++)
      for (let x = left; x < right; x++) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  const found = await readBarcodes(
    { data, width, height, colorSpace: 'srgb' },
    { textMode: 'Plain', tryHarder: true, formats: ['DataMatrix', 'Code128'] },
  );
  return found.map(({ symbologyIdentifier, text }) => symbologyIdentifier + text);
}

/** What a scanner sends for a picture. */
export async function scannedPicture(png: Buffer): Promise<string[]> {
  const found = await readBarcodes(png, { textMode: 'Plain', formats: ['DataMatrix', 'Code128'] });
  return found.map(({ symbologyIdentifier, text }) => symbologyIdentifier + text);
}

/** The filled rectangles of our SVG labels. */
export function rectsOfSvg(svg: string): Rect[] {
  const paths = svg.matchAll(
    /<path transform="translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)" d="([^"]*)"/g,
  );
  return [...paths].flatMap(([, left, top, scale, d = '']) =>
    [...d.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g)].map(([, ...numbers]) => {
      const [x = 0, y = 0, width = 0, height = 0] = numbers.map((number) => Number(number) * Number(scale));
      return { x: x + Number(left), y: y + Number(top), width, height };
    }),
  );
}

/** The filled rectangles of each page of a PDF, from its drawing operators. */
export function rectsOfPdf(pdf: Buffer): Rect[][] {
  const source = pdf.toString('latin1');
  const streams = [...source.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n/g)].map(({ index, 0: head }) => {
    const from = index + head.length;
    return inflateSync(pdf.subarray(from, source.indexOf('\nendstream', from))).toString('latin1');
  });
  return streams
    .map((content) =>
      [...content.matchAll(/(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re\b/g)].map(([, ...numbers]) => {
        const [x = 0, y = 0, width = 0, height = 0] = numbers.map((number) => (Number(number) * 25.4) / 72);
        return { x, y, width, height };
      }),
    )
    .filter((rects) => rects.length > 0);
}

/** The rectangles within a part of a page, as if it were cut out. */
export function cutOut(rects: readonly Rect[], part: Rect): Rect[] {
  return rects
    .filter(({ x, y }) => x >= part.x && x < part.x + part.width && y >= part.y && y < part.y + part.height)
    .map((rect) => ({ ...rect, x: rect.x - part.x, y: rect.y - part.y }));
}

/** A field of a label in ZPL, its data as a scanner would send it. */
export interface ZplField {
  readonly kind: 'matrix' | 'bars' | 'text';
  readonly x: number;
  readonly y: number;
  /** Dots to a module. */
  readonly module?: number;
  readonly data: string;
}

/** Does what a printer does with the few commands of our labels, from the ZPL II Programming Guide. */
export function fieldsOfZpl(zpl: string): ZplField[] {
  let moduleWidth = 2;
  return zpl
    .split('^FO')
    .slice(1)
    .map((field) => {
      const [, x = '', y = ''] = /^(\d+),(\d+)/.exec(field) ?? [];
      const data = /\^FD(.*?)\^FS/s.exec(field)?.[1] ?? '';
      moduleWidth = Number(/\^BY(\d+)/.exec(field)?.[1] ?? moduleWidth);
      const at = { x: Number(x), y: Number(y) };
      const matrix = /\^BXN,(\d+),200,,,,(.),1\^FD/.exec(field);
      if (matrix) {
        const [, module, escape = ''] = matrix;
        return { kind: 'matrix', ...at, module: Number(module), data: matrixData(data, escape) };
      }
      if (/\^BCN,\d+,N,N,N,A\^FD/.test(field))
        return { kind: 'bars', ...at, module: moduleWidth, data: barData(data) };
      return { kind: 'text', ...at, data: /\^FH\^FD/.test(field) ? hexData(data) : data };
    });
}

/** ^BX, quality 200: the escape character and 1 is FNC1, twice it is itself. The first FNC1 makes the symbol a GS1 one. */
function matrixData(data: string, escape: string): string {
  const characters = data.replaceAll(new RegExp(`${escape}(.)`, 'g'), (_, control: string) => {
    if (control === '1') return '\u001d';
    if (control === escape) return escape;
    throw new Error(`unknown escape ${control}`);
  });
  return characters.startsWith('\u001d') ? `]d2${characters.slice(1)}` : `]d1${characters}`;
}

/** ^BC: invocation codes begin with ">". */
function barData(data: string): string {
  const codes: Record<string, string> = { ';': '', '8': '\u001d', '<': '>' };
  const characters = data.replaceAll(/>(.)/g, (_, code: string) => {
    const meant = codes[code];
    if (meant === undefined) throw new Error(`unknown invocation code ${code}`);
    return meant;
  });
  return characters.startsWith('\u001d') ? `]C1${characters.slice(1)}` : `]C0${characters}`;
}

/** ^FH: underscore and two hexadecimal digits are a byte. */
function hexData(data: string): string {
  const bytes = data.replaceAll(/_([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
