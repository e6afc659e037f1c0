import type { Element } from '@custodia/gs1';
import { dataMatrix, gs1128 } from './barcode.js';
import type { Symbol } from './barcode.js';

/** A line of text. Millimetres from the top left; `size` is the height of the letters' body. */
export interface LabelText {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly size: number;
  /** In the middle of the label's width; `left` is then of no meaning. */
  readonly centred?: boolean;
}

/** A code. `left` and `top` are the corner of its quiet zone. */
export interface LabelCode {
  readonly kind: 'matrix' | 'bars';
  readonly elements: readonly Element[];
  readonly symbol: Symbol;
  readonly left: number;
  readonly top: number;
  /** The width of one module, in millimetres. */
  readonly module: number;
}

/** What stands where on a label: drawn alike as SVG, as PDF and by a label printer. */
export interface LabelPlan {
  /** For those who hear it, and for the file. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly LabelText[];
  readonly codes: readonly LabelCode[];
}

/** A DataMatrix at the left, in the middle of the label's height. */
export function matrixOn(
  height: number,
  left: number,
  module: number,
  elements: readonly Element[],
): LabelCode {
  const symbol = dataMatrix(elements);
  return { kind: 'matrix', elements, symbol, left, top: (height - symbol.height * module) / 2, module };
}

/** A GS1-128 in the middle of the label's width, or undefined where the label is too narrow for it. */
export function barsOn(
  width: number,
  place: { readonly top: number; readonly height: number; readonly module: number },
  elements: readonly Element[],
): LabelCode | undefined {
  const { top, height, module } = place;
  const symbol = gs1128(elements, height / module);
  const left = (width - symbol.width * module) / 2;
  return left < 0 ? undefined : { kind: 'bars', elements, symbol, left, top, module };
}
