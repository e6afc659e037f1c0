import bwip from 'bwip-js/node';
import type { Element } from '@custodia/gs1';

/** White modules around a symbol. The GS1 General Specifications ask for one; two survive a cheap printer. */
export const QUIET_ZONE = 2;

/** Black rectangles in units of one module, from the top left; quiet zone included. The same shapes feed SVG and PDF. */
export interface Symbol {
  readonly width: number;
  readonly height: number;
  readonly bars: readonly { x: number; y: number; width: number; height: number }[];
}

/** A GS1 DataMatrix of the elements. FNC1 goes first and after each variable field; bwip-js checks what GS1 forbids. */
export function dataMatrix(elements: readonly Element[]): Symbol {
  const matrix = bwip.raw({ bcid: 'gs1datamatrix', ...bracketed(elements) })[0];
  if (!matrix || !('pixs' in matrix)) throw new Error('bwip-js drew no matrix');
  const { pixs, pixx, pixy } = matrix;
  const bars: Symbol['bars'][number][] = [];
  for (let y = 0; y < pixy; y++)
    for (let x = 0; x < pixx; x++) {
      if (!pixs[y * pixx + x]) continue;
      const from = x;
      while (x + 1 < pixx && pixs[y * pixx + x + 1]) x++;
      bars.push({ x: from + QUIET_ZONE, y: y + QUIET_ZONE, width: x + 1 - from, height: 1 });
    }
  return { width: pixx + 2 * QUIET_ZONE, height: pixy + 2 * QUIET_ZONE, bars };
}

/** A GS1-128 bar code, `height` modules high. Its quiet zone is ten modules (General Specifications 5.4.4.2). */
export function gs1128(elements: readonly Element[], height: number): Symbol {
  const code = bwip.raw({ bcid: 'gs1-128', ...bracketed(elements) })[0];
  if (!code || !('sbs' in code)) throw new Error('bwip-js drew no bars');
  const bars: Symbol['bars'][number][] = [];
  let x = 10;
  for (const [index, width] of code.sbs.entries()) {
    if (index % 2 === 0) bars.push({ x, y: 0, width, height });
    x += width;
  }
  return { width: x + 10, height, bars };
}

/** The DataMatrix as a bitmap, for programs that cannot place an SVG. White behind it: on black, a transparent one vanishes. */
export function dataMatrixPng(elements: readonly Element[], scale: number): Promise<Buffer> {
  return bwip.toBuffer({
    bcid: 'gs1datamatrix',
    ...bracketed(elements),
    scale,
    paddingwidth: QUIET_ZONE,
    paddingheight: QUIET_ZONE,
    backgroundcolor: 'FFFFFF',
  });
}

/** The path data of a symbol, its corner at `left`, `top`. */
export function svgPath(symbol: Symbol, left = 0, top = 0): string {
  return symbol.bars
    .map((bar) => `M${left + bar.x} ${top + bar.y}h${bar.width}v${bar.height}h-${bar.width}z`)
    .join('');
}

/** Parentheses inside a value would end it: bwip-js reads ^nnn as a character code. */
function bracketed(elements: readonly Element[]): { text: string; parse: true } {
  const escaped = (value: string): string => value.replaceAll('(', '^040').replaceAll(')', '^041');
  return { text: elements.map(({ ai, value }) => `(${ai})${escaped(value)}`).join(''), parse: true };
}
