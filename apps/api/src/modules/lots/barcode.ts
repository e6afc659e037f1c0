import { GS, formatElementString, parseElementString } from '@custodia/gs1';
import type { Element } from '@custodia/gs1';
import bwip from 'bwip-js/node';

/** White modules around a DataMatrix. The GS1 General Specifications ask for one; two survive a cheap printer. */
export const QUIET_ZONE = 2;
/** White modules at both ends of a GS1-128 bar code (General Specifications 5.4.4.2). */
const BAR_QUIET_ZONE = 10;

/** Black rectangles in units of one module, from the top left; quiet zone included. */
export interface Symbol {
  readonly width: number;
  readonly height: number;
  readonly bars: readonly { x: number; y: number; width: number; height: number }[];
}

/** A GS1 DataMatrix of the elements: FNC1 in front and after each variable field. */
export function dataMatrix(elements: readonly Element[]): Symbol {
  const matrix = bwip.raw({ bcid: 'datamatrix', ...textOf(elements) })[0];
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

/** A GS1-128 bar code, `height` modules high. */
export function gs1128(elements: readonly Element[], height: number): Symbol {
  const code = bwip.raw({ bcid: 'code128', ...textOf(elements) })[0];
  if (!code || !('sbs' in code)) throw new Error('bwip-js drew no bars');
  const bars: Symbol['bars'][number][] = [];
  let x = BAR_QUIET_ZONE;
  for (const [index, width] of code.sbs.entries()) {
    if (index % 2 === 0) bars.push({ x, y: 0, width, height });
    x += width;
  }
  return { width: x + BAR_QUIET_ZONE, height, bars };
}

const PICTURES = {
  matrix: { bcid: 'datamatrix', scale: 4, paddingwidth: QUIET_ZONE, paddingheight: QUIET_ZONE },
  bars: { bcid: 'code128', scale: 3, height: 25, paddingwidth: BAR_QUIET_ZONE, paddingheight: 2 },
};

/** A code as a bitmap, for programs that cannot place an SVG. White behind it: on black, a transparent one vanishes. */
export function codePng(kind: 'matrix' | 'bars', elements: readonly Element[]): Promise<Buffer> {
  return bwip.toBuffer({ ...PICTURES[kind], ...textOf(elements), backgroundcolor: 'FFFFFF' });
}

/**
 * What bwip-js draws. Its GS1 symbologies check the data over and take three times as long; ours was checked by
 * `parseElementString`, and no character of GS1 has a meaning for bwip-js.
 */
function textOf(elements: readonly Element[]): { text: string; parsefnc: true } {
  const data = formatElementString(elements);
  const checked = parseElementString(data);
  if (!checked.ok) throw new Error(`A label cannot say this: ${checked.error.message}`);
  return { text: `^FNC1${data.replaceAll(GS, '^FNC1')}`, parsefnc: true };
}
